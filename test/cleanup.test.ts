import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { canStartEngine } from '../sandbox/engine/requirements.ts';
import { sweepLedgers } from '../sandbox/ledger.ts';
import { root } from './support/project.ts';

/** What a run of the demo could leave behind on this machine. */
interface Traces {
  readonly processes: readonly string[];
  readonly links: readonly string[];
  readonly mounts: readonly string[];
  readonly ledgers: readonly string[];
}

const ledgerRoot = join(tmpdir(), `cicd-actions-${userInfo().uid}`);
const linux = process.platform === 'linux';
const requirements = await canStartEngine();
const NOTHING: Traces = { processes: [], links: [], mounts: [], ledgers: [] };

/** Traces of one instance, by the mark its processes carry and the name its links, mounts and ledger have. */
function tracesOf(instance: string): Traces {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && belongsTo(entry, instance));
  const links = readdirSync('/sys/class/net').filter((name) => name.includes(instance));
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(instance));
  const ledgers = existsSync(ledgerRoot) ? readdirSync(ledgerRoot).filter((name) => name.startsWith(instance)) : [];
  return { processes, links, mounts, ledgers };
}

function belongsTo(pid: string, instance: string): boolean {
  try {
    // A zombie is gone, only not yet reaped by its new parent.
    if (readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return false;
    return (
      readFileSync(`/proc/${pid}/environ`, 'utf8').includes(instance) ||
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(instance)
    );
  } catch {
    return false; // it has ended meanwhile
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly instance: string;
}

/** Starts the demo in a process group of its own and waits until its ledger is there. */
async function start(args: readonly string[]): Promise<Running> {
  const before = new Set(ledgerNames());
  const child = spawn(process.execPath, ['demo/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdout.resume();
  child.stderr.resume();
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  for (;;) {
    const instance = ledgerNames().find((name) => !before.has(name) && owner(name) === child.pid);
    if (instance !== undefined) return { child, ended, instance };
    if (child.exitCode !== null) throw new Error('the demo ended before it had a ledger');
    await delay(20);
  }
}

function ledgerNames(): readonly string[] {
  if (!existsSync(ledgerRoot)) return [];
  return readdirSync(ledgerRoot).flatMap((name) => (name.endsWith('.jsonl') ? [name.slice(0, -'.jsonl'.length)] : []));
}

function owner(instance: string): number | undefined {
  const line = readFileSync(join(ledgerRoot, `${instance}.jsonl`), 'utf8').split('\n', 1)[0] ?? '';
  return line === '' ? undefined : (JSON.parse(line) as { readonly owner?: { readonly pid: number } }).owner?.pid;
}

/** Waits, and makes sure that there is something to be left behind by then. */
async function thereAfter(ms: number, instance: string): Promise<void> {
  await delay(ms);
  const { ledgers, processes } = tracesOf(instance);
  expect(ledgers).not.toEqual([]);
  if (ms >= 9_000) expect(processes).not.toEqual([]);
}

async function settled(instance: string): Promise<Traces> {
  // What was killed needs a moment to be gone from the process table.
  for (let tries = 0; tries < 50; tries += 1) {
    const traces = tracesOf(instance);
    if (JSON.stringify(traces) === JSON.stringify(NOTHING)) return traces;
    await delay(100);
  }
  return tracesOf(instance);
}

/** Milliseconds: while the engine starts, right after, and in the middle of a release. */
const moments = [300, 1_500, 9_000];
const variants = [['--no-engine'], ...(requirements.ok ? [[]] : [])];
const cases = variants.flatMap((args) =>
  moments.map((ms) => ({ ms, args, how: args.length > 0 ? 'without an engine' : 'with its engine' })),
);

(linux ? describe : describe.skip)('the demo, ended after', () => {
  it.each(cases)(
    '$ms ms $how by Ctrl-C, leaves nothing',
    async ({ ms, args }) => {
      const { child, ended, instance } = await start(args);
      await thereAfter(ms, instance);
      // A terminal sends it to the whole foreground group.
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended;
      expect(await settled(instance)).toEqual(NOTHING);
      expect(child.exitCode).toBe(130);
    },
    60_000,
  );

  it.each(cases)(
    '$ms ms $how by SIGTERM to it alone, leaves nothing',
    async ({ ms, args }) => {
      const { child, ended, instance } = await start(args);
      await thereAfter(ms, instance);
      child.kill('SIGTERM');
      await ended;
      expect(await settled(instance)).toEqual(NOTHING);
      expect(child.exitCode).toBe(130);
    },
    60_000,
  );

  it.each(cases)(
    '$ms ms $how by SIGKILL, is cleaned up after by the next start',
    async ({ ms, args }) => {
      const { child, ended, instance } = await start(args);
      await thereAfter(ms, instance);
      child.kill('SIGKILL');
      await ended;
      await sweepLedgers({ log: () => undefined });
      expect(await settled(instance)).toEqual(NOTHING);
    },
    60_000,
  );
});
