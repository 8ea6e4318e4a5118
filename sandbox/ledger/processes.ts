import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that a reused pid cannot be mistaken for: the pid and the moment it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal for the same process only, also across reboots. */
  readonly started: string;
}

/** Undefined when no such process runs; a zombie does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** The pids of a process's children. Linux only; elsewhere there are none to be seen. */
export function childrenOf(parent: number): readonly number[] {
  return pidsInProc().filter((pid) => readStat(pid)?.parent === parent);
}

/** Processes whose environment had `name=value` when they started. Linux only; elsewhere there are none to be seen. */
export function processesWithEnvironment(name: string, value: string): readonly ProcessIdentity[] {
  const marker = `\0${name}=${value}\0`;
  return pidsInProc()
    .filter((pid) => pid !== process.pid && `\0${readProc(`${pid}/environ`) ?? ''}\0`.includes(marker))
    .flatMap((pid) => identify(pid) ?? []);
}

/**
 * Sends SIGKILL and waits until the process is gone.
 * @throws Error when it still runs after `timeoutMs` (wall-clock milliseconds)
 */
export async function killAndWait(identity: ProcessIdentity, timeoutMs = 5_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (isRunning(identity)) {
    if (performance.now() > deadline) throw new Error(`process ${identity.pid} does not die`);
    signal(identity.pid, 'SIGKILL');
    await delay(5);
  }
}

/** Like `process.kill`, but a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** Whether it is one of these system errors. Errors of Node's own modules need not be of this realm's `Error`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

interface Stat {
  readonly state: string;
  readonly parent: number;
  readonly startTicks: string;
}

function identifyByProc(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
  // Start times count from boot, so the boot is part of the identity.
  return { pid, started: `${stat.startTicks}@${readProc('sys/kernel/random/boot_id')?.trim() ?? ''}` };
}

/** proc(5): the name in parentheses may itself hold parentheses and spaces; the fields after it are numbered from 3. */
function readStat(pid: number): Stat | undefined {
  const text = readProc(`${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', parent: Number(fields[1]), startTicks: fields[19] ?? '' };
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch (error) {
    // The process may end between two looks at it, and another user's environment is not ours to read.
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return undefined;
    throw error;
  }
}

function pidsInProc(): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function identifyByPs(pid: number): ProcessIdentity | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    const [state = 'Z', ...start] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? undefined : { pid, started: start.join(' ') };
  } catch {
    // ps answers with exit code 1 for a pid that does not exist.
    return undefined;
  }
}
