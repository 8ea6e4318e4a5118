import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openLedger, sweepLedgers } from '../ledger.ts';
import { processesWithEnvironment } from '../ledger/processes.ts';
import { engineAt } from './find.ts';
import { canStartEngine } from './requirements.ts';
import { startEngine, type Engine } from './start.ts';

const run = promisify(execFile);
const requirements = await canStartEngine();
const title = requirements.ok ? 'a private engine' : `a private engine (skipped: ${requirements.reason})`;
const ignore = () => undefined;

(requirements.ok ? describe : describe.skip)(title, () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'engine-test-'));
  });

  afterEach(async () => {
    await sweepLedgers({ root, log: ignore });
  });

  afterAll(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it('builds, runs and publishes, twice side by side, and leaves nothing', async () => {
    const ledgers = [await openLedger({ root }), await openLedger({ root })];
    const engines = await Promise.all(ledgers.map((ledger) => startEngine({ ledger, env: process.env, log: ignore })));
    for (const [index, engine] of engines.entries()) {
      await expect(serve(engine, join(root, String(index)), `hello from ${index}`)).resolves.toBe(
        `hello from ${index}`,
      );
      const search = await engineAt(engine.env);
      expect(search).toEqual({
        found: true,
        engine: { dockerHost: engine.dockerHost, version: engine.version, containerdStore: true },
      });
    }
    expect(await linksOf(ledgers)).toHaveLength(2);

    await engines[0]?.stop();
    await Promise.all(ledgers.map((ledger) => ledger.close()));

    await expectNothingLeft(ledgers);
  }, 300_000);

  it('dies with its owner, and the next start removes the rest', async () => {
    const owner = spawn(process.execPath, ['--input-type=module', '-e', ownerScript, import.meta.url, root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(owner.stdout, 'data')) as [Buffer];
    const { instance, engine } = JSON.parse(String(chunk)) as { instance: string; engine: Engine };
    await serve(engine, join(root, 'orphan'), 'still here');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await linksOf([{ instance }])).toHaveLength(1);

    const lines: string[] = [];
    await sweepLedgers({ root, log: (line) => lines.push(line) });

    expect(lines).toHaveLength(1);
    await expectNothingLeft([{ instance }]);
  }, 300_000);

  it('gives up when asked, and leaves nothing', async () => {
    const ledger = await openLedger({ root });
    const canceller = new AbortController();
    const log = (line: string) => {
      if (line.startsWith('Starting')) setTimeout(() => canceller.abort(new Error('enough')), 200);
    };
    await expect(startEngine({ ledger, env: process.env, log, signal: canceller.signal })).rejects.toThrow('enough');
    expect(await linksOf([ledger])).toEqual([]);
    expect(await readdir(ledger.directory)).toEqual([]);
    await ledger.close();
    await expectNothingLeft([ledger]);
  }, 300_000);

  it('says what the engine said when it does not start, and leaves nothing', async () => {
    const ledger = await openLedger({ root });
    // The installed engine, but for a dockerd that cannot.
    const cache = join(root, 'cache');
    const installed = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cicd-actions');
    await mkdir(cache);
    await run('cp', ['-a', '--symbolic-link', `${installed}/.`, join(cache, 'cicd-actions')]);
    const [dockerd] = (await readdir(cache, { recursive: true })).filter((name) => name.endsWith('libexec/dockerd'));
    await rm(join(cache, dockerd ?? ''));
    await writeFile(join(cache, dockerd ?? ''), '#!/bin/sh\necho failed to start daemon: no luck >&2; exit 1', {
      mode: 0o755,
    });
    await expect(startEngine({ ledger, env: { ...process.env, XDG_CACHE_HOME: cache }, log: ignore })).rejects.toThrow(
      'the Docker engine does not start: failed to start daemon: no luck',
    );
    await ledger.close();
    await expectNothingLeft([ledger]);
  }, 300_000);
});

const ownerScript = `
const base = process.argv[1];
const { openLedger } = await import(new URL('../ledger.ts', base).href);
const { startEngine } = await import(new URL('./start.ts', base).href);
const ledger = await openLedger({ root: process.argv[2] });
const engine = await startEngine({ ledger, env: process.env, log: () => undefined });
console.log(JSON.stringify({ instance: ledger.instance, engine }));
setInterval(() => undefined, 1000);
`;

/** Builds an image from nothing but busybox, runs it, and answers what its port says. */
async function serve(engine: Engine, context: string, text: string): Promise<string> {
  await mkdir(join(context, 'www'), { recursive: true });
  await copyFile(engine.busybox, join(context, 'busybox'));
  await writeFile(join(context, 'www', 'index.html'), text);
  await writeFile(
    join(context, 'Dockerfile'),
    `FROM scratch
COPY busybox /bin/busybox
COPY www /www
RUN ["/bin/busybox", "test", "-f", "/www/index.html"]
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
`,
  );
  const docker = async (...args: readonly string[]) => (await run('docker', args, { env: engine.env })).stdout.trim();
  const layout = join(context, 'layout');
  await docker(
    'buildx',
    'build',
    '-t',
    'test',
    '-o',
    'type=docker',
    '-o',
    `type=oci,tar=false,dest=${layout}`,
    context,
  );
  expect(await readdir(layout)).toContain('index.json');
  const id = await docker('run', '--detach', '--memory', '64m', '-p', '127.0.0.1::8080', 'test');
  const port = await docker('port', id, '8080');
  return (await fetch(`http://${port}/`)).text();
}

interface Named {
  readonly instance: string;
}

async function expectNothingLeft(ledgers: readonly Named[]): Promise<void> {
  const left = await Promise.all(
    ledgers.map(async ({ instance }) => ({
      processes: processesWithEnvironment('CICD_ACTIONS_INSTANCE', instance),
      mounts: (await readFile('/proc/self/mounts', 'utf8')).split('\n').filter((line) => line.includes(instance)),
      links: await linksOf([{ instance }]),
      files: (await readdir(tmpdir(), { recursive: true })).filter((name) => name.includes(instance)),
      cgroups: (await cgroupFolders()).filter((name) => name.includes(instance)),
    })),
  );
  const nothing = { processes: [], mounts: [], links: [], files: [], cgroups: [] };
  expect(left).toEqual(ledgers.map(() => nothing));
}

/** All folders of all hierarchies, two levels deep. */
async function cgroupFolders(): Promise<readonly string[]> {
  const { stdout } = await run('find', ['/sys/fs/cgroup', '-maxdepth', '2', '-type', 'd']);
  return stdout.split('\n');
}

async function linksOf(ledgers: readonly Named[]): Promise<readonly string[]> {
  return (await readdir('/sys/class/net')).filter((name) => ledgers.some(({ instance }) => name.includes(instance)));
}
