import { spawn, type ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessOptions {
  readonly command: string;
  /** Passed as they are: no shell reads them. */
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to standard input, which is then closed: the way for passwords. */
  readonly input?: string;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Ends the process and all its children: SIGTERM, then SIGKILL after `killGraceMs`. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Milliseconds between SIGTERM and SIGKILL. Default 5000. */
  readonly killGraceMs?: number;
}

export interface ProcessResult {
  /** Undefined when a signal ended the process. */
  readonly exitCode: number | undefined;
  /** The signal that ended the process, whoever sent it. */
  readonly signal?: NodeJS.Signals;
  readonly ending: 'exited' | 'timed-out' | 'cancelled';
  readonly durationMs: number;
}

/** How long the output may stay open after the process has ended, before what holds it open is ended too. */
const LINGER_MS = 1_000;

/** How long what is left without the output may take to end. */
const REST_GRACE_MS = 250;
const POLL_MS = 10;

/** Longer lines are handed on in parts, so that a program that never ends a line cannot fill the memory. */
const MAX_LINE_LENGTH = 64 * 1024;

/**
 * Runs a program in a process group of its own, so that ending it ends what it started, and waits until its output is
 * closed. What the program leaves running in its group is ended with it, a second later when it holds the output open;
 * what has left the group (a daemon) lives on, but its output is no longer read.
 * @throws the system's error (`ENOENT`, `EACCES`) when the program cannot be started
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const started = performance.now();
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const closed = closing(child);
  const graceMs = options.killGraceMs ?? 5_000;
  child.once('exit', () => void closeOutput(child, { closed, graceMs }));
  deliverLines(child, options.onLine);
  child.stdin?.on('error', ignoreClosedPipe).end(options.input);

  let ending: ProcessResult['ending'] = 'exited';
  const stop = (reason: ProcessResult['ending']): void => {
    if (ending !== 'exited') return;
    ending = reason;
    void endGroup(child, { closed, graceMs });
  };
  const onAbort = (): void => {
    stop('cancelled');
  };
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          stop('timed-out');
        }, options.timeoutMs);
  if (options.signal?.aborted) onAbort();
  else options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const exit = await closed;
    const durationMs = performance.now() - started;
    await endRest(child);
    return { ...exit, ending, durationMs };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

type Exit = Pick<ProcessResult, 'exitCode' | 'signal'>;

interface Closing {
  readonly closed: Promise<Exit>;
  readonly graceMs: number;
}

function closing(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ exitCode: code ?? undefined, ...(signal === null ? {} : { signal }) });
    });
  });
}

async function endGroup(child: ChildProcess, { closed, graceMs }: Closing): Promise<void> {
  signalGroup(child, 'SIGTERM');
  if (!(await settles(closed, graceMs))) signalGroup(child, 'SIGKILL');
}

/**
 * Ends what is left of the group without holding the output. The wait is short: in a container whose first process
 * collects no orphans, a group with a dead one in it never ends.
 */
async function endRest(child: ChildProcess): Promise<void> {
  if (!signalGroup(child, 'SIGTERM')) return;
  const started = performance.now();
  do await delay(POLL_MS);
  while (signalGroup(child, 0) && performance.now() - started < REST_GRACE_MS);
  signalGroup(child, 'SIGKILL');
}

async function closeOutput(child: ChildProcess, options: Closing): Promise<void> {
  if (await settles(options.closed, LINGER_MS)) return;
  await endGroup(child, options);
  if (await settles(options.closed, LINGER_MS)) return;
  child.stdout?.destroy();
  child.stderr?.destroy();
}

async function settles(promise: Promise<unknown>, withinMs: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  const late = delay(withinMs, false, { signal: timer.signal }).catch(() => true);
  const result = await Promise.race([settled, late]);
  timer.abort();
  return result;
}

/** False when nothing is left of the group. Signal 0 only asks. */
function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch (error) {
    // The group may have ended between our decision and the call.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // what process.kill throws has a code
    return false;
  }
}

function deliverLines(child: ChildProcess, onLine: ProcessOptions['onLine']): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    child[name]?.on('data', (chunk: Buffer) => {
      if (onLine === undefined) return;
      const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line, name);
      for (; rest.length > MAX_LINE_LENGTH; rest = rest.slice(MAX_LINE_LENGTH))
        onLine(rest.slice(0, MAX_LINE_LENGTH), name);
    });
    child[name]?.on('end', () => {
      rest += decoder.end();
      if (rest !== '') onLine?.(rest, name);
    });
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  // A program may end without reading what it was given; its exit code tells whether that was an error.
  if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') throw error;
}
