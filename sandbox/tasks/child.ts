import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { constants } from 'node:os';
import { promisify } from 'node:util';
import type { Command } from './command.ts';
import { splitLines } from './lines.ts';
import type { ContainerExit } from './runtime.ts';

/** A running process group. */
export interface Child {
  readonly process: ChildProcess;
  /** Settles when the first process has ended, the rest of its group is killed, and all output was delivered. */
  readonly exited: Promise<ContainerExit>;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** How long output may follow the end of a process: one that left its group could hold the pipes for ever. */
const OUTPUT_LIMIT_MS = 1_000;

/**
 * Closes the gap between the start of a child and its wish to die with its parent: a parent gone by then ends it, too.
 * Some shells export PWD, which the task did not ask for.
 */
const UNLESS_ORPHANED = 'test "$PPID" = "$0" || kill -KILL $$; unset PWD; exec "$@"';

/** Words that make the kernel kill a child when the sandbox dies without a word; none where that is not possible. */
export async function deathWatch(): Promise<readonly string[]> {
  for (const setpriv of ['/usr/bin/setpriv', '/bin/setpriv']) {
    const words = [setpriv, '--pdeathsig', 'KILL', '--', '/bin/sh', '-c', UNLESS_ORPHANED, String(process.pid)];
    try {
      await access(setpriv);
      await promisify(execFile)(setpriv, [...words.slice(1), process.execPath, '--version']);
      return words;
    } catch {
      // Not this system's, or too old to know the option. The ledger still finds the process later.
    }
  }
  return [];
}

/**
 * Starts a process in a group of its own.
 * @throws the system's error when it cannot be started
 */
export async function startChild(
  command: Command,
  prefix: readonly string[],
  onOutput: (line: string) => void,
): Promise<Child> {
  const [file, ...args] = [...prefix, command.file, ...command.args];
  const child = spawn(file ?? command.file, args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = follow(child, onOutput);
  await once(child, 'spawn');
  return {
    process: child,
    exited,
    signal: (signal) => {
      killGroup(child, signal);
    },
  };
}

function follow(child: ChildProcess, onOutput: (line: string) => void): Promise<ContainerExit> {
  for (const stream of [child.stdout, child.stderr]) {
    const lines = splitLines(onOutput);
    stream?.on('data', (chunk: Buffer) => {
      lines.write(chunk);
    });
    stream?.on('end', () => {
      lines.end();
    });
  }
  return new Promise((resolve) => {
    // When the first process of a container ends, so does the container: nothing it started may go on.
    let giveUp: NodeJS.Timeout | undefined;
    child.once('exit', () => {
      killGroup(child, 'SIGKILL');
      giveUp = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, OUTPUT_LIMIT_MS);
    });
    child.once('close', (code, signal) => {
      clearTimeout(giveUp);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exitCode, outOfMemory: false });
    });
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: nobody is left in the group. EPERM: macOS says so of a group of zombies.
    if (!(typeof error === 'object' && error !== null && 'code' in error)) throw error;
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}
