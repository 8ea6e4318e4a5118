import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { signal as send } from '../ledger/processes.ts';

/** How a cancelled step is asked to end; GitHub's runner gives 7.5 s and 2.5 s. Wall-clock milliseconds. */
export interface CancelLadder {
  readonly interruptMs: number;
  readonly terminateMs: number;
}

export const githubLadder: CancelLadder = { interruptMs: 7_500, terminateMs: 2_500 };

export interface Script {
  readonly node: string;
  readonly file: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onStart?: (child: ChildProcess) => void;
  readonly signal?: AbortSignal;
  readonly ladder: CancelLadder;
}

export interface ScriptEnd {
  /** 128 and the signal's number for a process that a signal ended. */
  readonly exitCode: number;
  readonly cancelled: boolean;
  /** Whether it left processes behind; they were killed. */
  readonly orphans: boolean;
}

/** How long standard output may stay open after the process has ended, because a child of it holds it. */
const drainMs = 5_000;

/** Runs one script to its end. */
export async function runScript(script: Script): Promise<ScriptEnd> {
  const { node, file, directory, env, signal } = script;
  // A process group of its own: a Ctrl-C in the terminal is the caller's to pass on, as the service of a runner would.
  const child = spawn(node, [file], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  script.onStart?.(child);
  const output = [readLines(child.stdout, script.onLine), readLines(child.stderr, script.onLine)];
  const exited = exitOf(child);
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling = climb(child, exited, script.ladder);
  };
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  try {
    const exitCode = await exited;
    // The ladder counts only if it began before the end.
    const cancelled = cancelling !== undefined;
    await cancelling;
    const drained = new AbortController();
    await Promise.race([
      Promise.all(output),
      delay(drainMs, undefined, { signal: drained.signal }).catch(() => undefined),
    ]);
    drained.abort();
    return { exitCode, cancelled, orphans: killGroup(child) };
  } finally {
    signal?.removeEventListener('abort', cancel);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

async function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, name) => {
      resolve(code ?? 128 + (name === null ? 0 : constants.signals[name]));
    });
  });
}

async function climb(child: ChildProcess, exited: Promise<number>, ladder: CancelLadder): Promise<void> {
  const ended = new AbortController();
  const whenEnded = exited.then(
    () => {
      ended.abort();
    },
    () => {
      ended.abort();
    },
  );
  const wait = (ms: number) => delay(ms, undefined, { signal: ended.signal }).catch(() => undefined);
  for (const [name, ms] of [
    ['SIGINT', ladder.interruptMs],
    ['SIGTERM', ladder.terminateMs],
  ] as const) {
    if (ended.signal.aborted) return;
    child.kill(name);
    await wait(ms);
  }
  if (!ended.signal.aborted) child.kill('SIGKILL');
  await whenEnded;
}

/** @returns whether there was anything left to kill */
function killGroup(child: ChildProcess): boolean {
  if (child.pid === undefined || process.platform === 'win32') return false;
  try {
    process.kill(-child.pid, 0);
  } catch {
    return false;
  }
  send(-child.pid, 'SIGKILL');
  return true;
}

/** A carriage return ends a line, too, as for the runner. */
async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const text = rest + chunk;
    // The line feed of a pair may still be under way.
    const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + text.slice(complete.length);
    for (const line of lines) onLine(line);
  });
  await new Promise((resolve) => stream.once('close', resolve));
  const last = rest.replace(/\r$/, '');
  if (last !== '') onLine(last);
}
