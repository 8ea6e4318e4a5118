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
  readonly ending: 'exited' | 'timed-out' | 'cancelled';
  readonly durationMs: number;
}

/** Longer lines are handed on in parts, so that a program that never ends a line cannot fill the memory. */
const MAX_LINE_LENGTH = 64 * 1024;

/**
 * Runs a program in a process group of its own, so that ending it ends what it started, and waits until the group's
 * output is closed.
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
  deliverLines(child, options.onLine);
  child.stdin?.on('error', ignoreClosedPipe).end(options.input);

  let ending: ProcessResult['ending'] = 'exited';
  const stop = (reason: ProcessResult['ending']): void => {
    ending = reason;
    void endGroup(child, { closed, graceMs: options.killGraceMs ?? 5_000 });
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
    const exitCode = await closed;
    return { exitCode, ending, durationMs: performance.now() - started };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function closing(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? undefined);
    });
  });
}

async function endGroup(
  child: ChildProcess,
  options: { readonly closed: Promise<unknown>; readonly graceMs: number },
): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const grace = new AbortController();
  const done = options.closed.then(
    () => 'closed' as const,
    () => 'closed' as const,
  );
  const late = delay(options.graceMs, 'late' as const, { signal: grace.signal }).catch(() => 'closed' as const);
  if ((await Promise.race([done, late])) === 'late') signalGroup(child, 'SIGKILL');
  grace.abort();
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // The group may have ended between our decision and the call.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
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
