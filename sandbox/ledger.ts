import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { keyOf, undo, type LedgerEntry } from './ledger/entries.ts';
import { formatLine, readLedger } from './ledger/file.ts';
import { hasCode, identify, isRunning, killAndWait, processesWithEnvironment } from './ledger/processes.ts';

export type { LedgerEntry } from './ledger/entries.ts';

/**
 * What one sandbox creates outside its own memory, written down before it is created: whoever finds the ledger of a
 * sandbox that was killed can undo it all.
 */
export interface Ledger {
  /** A short name, unique on this machine. */
  readonly instance: string;
  /** The instance's own folder; its path is short enough for a unix socket. Removed by `close`. */
  readonly directory: string;
  /** Give it to every child process: by it descendants are found whose pid was never recorded. */
  readonly environment: Readonly<Record<string, string>>;
  /** On disk when it returns. Call it before the thing is made. */
  record(entry: LedgerEntry): void;
  /** The thing is gone. */
  forget(entry: LedgerEntry): void;
  /** Records a child process, and forgets it when it exits. Call it right after the spawn. */
  adopt(child: ChildProcess): void;
  /**
   * Undoes what is still recorded, newest first, and removes the ledger.
   * @throws AggregateError when something could not be undone; the ledger then stays for the next sweep
   */
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** The folder of all ledgers of this user; a fixed place, so that the next start finds what the last one left. */
  readonly root?: string;
}

export interface SweepOptions extends LedgerOptions {
  readonly log: (line: string) => void;
}

const marker = 'CICD_ACTIONS_INSTANCE';
const suffix = '.jsonl';

/** @throws Error when the root folder belongs to somebody else */
export async function openLedger({ root = defaultRoot() }: LedgerOptions = {}): Promise<Ledger> {
  await prepareRoot(root);
  const owner = identify(process.pid);
  if (!owner) throw new Error('this process cannot find itself in the process table');
  const instance = randomBytes(4).toString('hex');
  const [file, directory] = [join(root, instance + suffix), join(root, instance)];
  await writeFile(file, formatLine({ owner: { kind: 'process', ...owner } }), { flag: 'wx', mode: 0o600 });
  await mkdir(directory, { mode: 0o700 });
  return ledgerOver({ instance, directory, file });
}

/** Undoes what sandboxes left that are no more. What cannot be undone is logged, and tried again by the next sweep. */
export async function sweepLedgers({ root = defaultRoot(), log }: SweepOptions): Promise<void> {
  for (const name of await ledgersIn(root)) {
    const instance = name.slice(0, -suffix.length);
    const left = await readLedger(join(root, name));
    if (!left || (left.owner && isRunning(left.owner))) continue;
    log(`cleaning up after sandbox ${instance}, which was killed${describe(left.entries)}`);
    try {
      await undoAll({ instance, directory: join(root, instance), file: join(root, name) }, left.entries);
    } catch (error) {
      const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      for (const cause of causes) log(`  ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

interface Place {
  readonly instance: string;
  readonly directory: string;
  readonly file: string;
}

function ledgerOver(place: Place): Ledger {
  const entries = new Map<string, LedgerEntry>();
  let closing: Promise<void> | undefined;
  const record = (entry: LedgerEntry) => {
    if (closing) throw new Error(`the ledger of ${place.instance} is closed`);
    appendFileSync(place.file, formatLine({ record: entry }));
    entries.set(keyOf(entry), entry);
  };
  const forget = (entry: LedgerEntry) => {
    if (!entries.delete(keyOf(entry)) || closing) return;
    appendFileSync(place.file, formatLine({ forget: entry }));
  };
  return {
    instance: place.instance,
    directory: place.directory,
    environment: { [marker]: place.instance },
    record,
    forget,
    adopt: (child) => {
      const identity = child.pid === undefined ? undefined : identify(child.pid);
      if (!identity) return;
      const entry: LedgerEntry = { kind: 'process', ...identity };
      record(entry);
      child.once('exit', () => {
        forget(entry);
      });
    },
    close: () => (closing ??= undoAll(place, [...entries.values()])),
  };
}

async function undoAll({ instance, directory, file }: Place, entries: readonly LedgerEntry[]): Promise<void> {
  const failures: Error[] = [];
  const attempt = async (what: string, action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      failures.push(new Error(`${what}: ${String(error)}`, { cause: error }));
    }
  };
  // Processes first: they hold the mounts, links and folders.
  await attempt('processes', () => killDescendants(instance));
  for (const entry of entries.toReversed()) await attempt(JSON.stringify(entry), () => undo(entry));
  await attempt(directory, () => undo({ kind: 'directory', path: directory }));
  if (failures.length > 0) throw new AggregateError(failures, `sandbox ${instance} could not be cleaned up entirely`);
  await rm(file, { force: true });
}

/** A process may fork between the look and the kill, so it looks again until none is left. */
async function killDescendants(instance: string): Promise<void> {
  for (;;) {
    const found = processesWithEnvironment(marker, instance);
    if (found.length === 0) return;
    await Promise.all(found.map((identity) => killAndWait(identity)));
  }
}

const plurals: Readonly<Record<LedgerEntry['kind'], string>> = {
  process: 'processes',
  directory: 'directories',
  mount: 'mounts',
  link: 'links',
  cgroup: 'cgroups',
  container: 'containers',
};

function describe(entries: readonly LedgerEntry[]): string {
  const counts = Map.groupBy(entries, ({ kind }) => kind);
  const words = [...counts].map(([kind, { length }]) => `${length} ${length === 1 ? kind : plurals[kind]}`);
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}

function defaultRoot(): string {
  return join(tmpdir(), `cicd-actions-${userInfo().uid}`);
}

async function prepareRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  await mustBeOurs(root);
}

/** The place is predictable and its parent is everybody's: what others put there must not be undone in our name. */
async function mustBeOurs(root: string): Promise<void> {
  const found = await lstat(root);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`${root} is not a folder of this user; remove it or set TMPDIR`);
  }
}

async function ledgersIn(root: string): Promise<readonly string[]> {
  try {
    await mustBeOurs(root);
    return (await readdir(root)).filter((name) => name.endsWith(suffix));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
