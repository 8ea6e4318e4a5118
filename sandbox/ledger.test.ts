import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLedger } from './ledger/file.ts';
import { identify, isRunning, killAndWait, type ProcessIdentity } from './ledger/processes.ts';
import { openLedger, sweepLedgers } from './ledger.ts';

let root: string;
const started: ChildProcess[] = [];
const ignore = () => undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledger-test-'));
});

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

function sleeper(environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn('sleep', ['60'], { stdio: 'ignore', env: { PATH: '/usr/bin:/bin', ...environment } });
  started.push(child);
  return child;
}

function identityOf(child: ChildProcess): ProcessIdentity {
  const identity = identify(child.pid ?? -1);
  if (!identity) throw new Error('the child does not run');
  return identity;
}

describe('close', () => {
  it('undoes what is recorded and leaves an empty root', async () => {
    const ledger = await openLedger({ root });
    const outside = join(root, 'outside');
    ledger.record({ kind: 'directory', path: outside });
    await mkdir(join(outside, 'deep'), { recursive: true });
    await writeFile(join(ledger.directory, 'file'), 'x');
    const child = sleeper();
    ledger.adopt(child);
    const identity = identityOf(child);

    await ledger.close();

    expect(isRunning(identity)).toBe(false);
    expect(await readdir(root)).toEqual([]);
  });

  it('leaves alone what was forgotten', async () => {
    const ledger = await openLedger({ root });
    const kept = join(root, 'kept');
    await mkdir(kept);
    ledger.record({ kind: 'directory', path: kept });
    ledger.forget({ path: kept, kind: 'directory' });
    await ledger.close();
    expect(await readdir(root)).toEqual(['kept']);
  });

  it('may be called twice, and nothing can be recorded afterwards', async () => {
    const ledger = await openLedger({ root });
    await Promise.all([ledger.close(), ledger.close()]);
    expect(() => {
      ledger.record({ kind: 'directory', path: '/nowhere' });
    }).toThrow('is closed');
  });

  it('forgets an adopted child when it exits', async () => {
    const ledger = await openLedger({ root });
    const child = sleeper();
    ledger.adopt(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await readLedger(join(root, `${ledger.instance}.jsonl`)))?.entries).toEqual([]);
    await ledger.close();
  });

  it('never kills a process that merely has a recorded pid', async () => {
    const ledger = await openLedger({ root });
    const child = sleeper();
    const identity = identityOf(child);
    ledger.record({ kind: 'process', pid: identity.pid, started: 'another time' });
    await ledger.close();
    expect(isRunning(identity)).toBe(true);
  });
});

const mayMount = process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0;

(mayMount ? describe : describe.skip)('mounts', () => {
  it('are undone, also several on one path, and before the folder below is removed', async () => {
    const ledger = await openLedger({ root });
    const point = join(ledger.directory, 'a point');
    await mkdir(point);
    ledger.record({ kind: 'mount', path: point });
    for (let i = 0; i < 2; i++) expect(spawnSync('mount', ['-n', '-t', 'tmpfs', 'none', point]).status).toBe(0);
    await ledger.close();
    expect(await readdir(root)).toEqual([]);
    expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(root);
  });
});

const owner = `
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
const { openLedger } = await import(process.argv[1]);
const root = process.argv[2];
const ledger = await openLedger({ root });
ledger.record({ kind: 'directory', path: root + '/made' });
mkdirSync(root + '/made');
writeFileSync(ledger.directory + '/file', 'x');
const adopted = spawn('sleep', ['60'], { stdio: 'ignore' });
ledger.adopt(adopted);
const env = { ...process.env, ...ledger.environment };
const unrecorded = spawn('sh', ['-c', 'sleep 60 & sleep 60'], { stdio: 'ignore', detached: true, env });
console.log(JSON.stringify({ instance: ledger.instance, pids: [adopted.pid, unrecorded.pid] }));
setInterval(() => {}, 1000);
`;

/** Starts a process that opens a ledger, makes things, and waits to be killed. */
async function startOwner(): Promise<{ child: ChildProcess; instance: string; made: readonly ProcessIdentity[] }> {
  const script = new URL('ledger.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', owner, script, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const said = JSON.parse(String(chunk)) as { instance: string; pids: number[] };
  return { child, instance: said.instance, made: said.pids.flatMap((pid) => identify(pid) ?? []) };
}

describe('sweepLedgers', () => {
  it('cleans up after a sandbox that was killed, children it had no time to record included', async () => {
    const { child, instance, made } = await startOwner();
    expect(made).toHaveLength(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lines: string[] = [];

    await sweepLedgers({ root, log: (line) => lines.push(line) });

    expect(lines).toEqual([`cleaning up after sandbox ${instance}, which was killed: 1 directory, 1 process`]);
    // Only Linux shows the environment of other processes.
    const findable = process.platform === 'linux' ? made : made.slice(0, 1);
    expect(findable.filter(isRunning)).toEqual([]);
    for (const identity of made) await killAndWait(identity);
    expect(await readdir(root)).toEqual([]);
  });

  it('may run several times at once', async () => {
    const { child } = await startOwner();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await Promise.all([1, 2, 3].map(() => sweepLedgers({ root, log: ignore })));
    expect((await readdir(root)).filter((name) => name !== 'made')).toEqual([]);
    expect(existsSync(join(root, 'made'))).toBe(false);
  });

  it('leaves a living sandbox alone', async () => {
    const ledger = await openLedger({ root });
    const child = sleeper(ledger.environment);
    const identity = identityOf(child);
    const lines: string[] = [];
    await sweepLedgers({ root, log: (line) => lines.push(line) });
    expect(lines).toEqual([]);
    expect(isRunning(identity)).toBe(true);
    expect(existsSync(ledger.directory)).toBe(true);
    await ledger.close();
    expect(isRunning(identity)).toBe(process.platform !== 'linux');
  });

  it('reads past a line that was cut short', async () => {
    const { child, instance } = await startOwner();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await appendFile(join(root, `${instance}.jsonl`), '{"record":{"kind":"dir');
    await sweepLedgers({ root, log: ignore });
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps the ledger, and says why, when something cannot be undone', async () => {
    const dead = { kind: 'process', pid: 1, started: 'long ago' };
    const entry = { kind: 'container', dockerHost: 'ssh://elsewhere', name: 'task' };
    await writeFile(
      join(root, 'abc.jsonl'),
      [{ owner: dead }, { record: entry }].map((line) => JSON.stringify(line)).join('\n'),
    );
    const lines: string[] = [];
    await sweepLedgers({ root, log: (line) => lines.push(line) });
    expect(lines[0]).toBe('cleaning up after sandbox abc, which was killed: 1 container');
    expect(lines[1]).toContain('not ssh://elsewhere');
    expect(await readdir(root)).toEqual(['abc.jsonl']);
  });

  it('does not touch a ledger that is just being written', async () => {
    await writeFile(join(root, 'new.jsonl'), '');
    await sweepLedgers({ root, log: ignore });
    expect(await readdir(root)).toEqual(['new.jsonl']);
  });

  it('has nothing to do where no sandbox ever ran', async () => {
    await expect(sweepLedgers({ root: join(root, 'absent'), log: ignore })).resolves.toBeUndefined();
  });

  it('refuses a root that is not a folder of its own', async () => {
    const link = join(root, 'link');
    await symlink('/', link);
    await expect(sweepLedgers({ root: link, log: ignore })).rejects.toThrow('is not a folder of this user');
    await expect(openLedger({ root: link })).rejects.toThrow('is not a folder of this user');
  });
});
