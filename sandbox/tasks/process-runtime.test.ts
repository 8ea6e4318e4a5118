import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEcrTokens, ecrPolicy } from '../aws/ecr/tokens.ts';
import { assembleImage } from '../images/assemble.ts';
import { ensureBaseImage } from '../images/base-image.ts';
import type { ImageConfig } from '../images/config.ts';
import { writeTar } from '../images/tar-writer.ts';
import { MEDIA_TYPES } from '../registry/manifest.ts';
import type { Registry } from '../registry/server.ts';
import { startRegistry } from '../registry/server.ts';
import { createProcessRuntime } from './process-runtime.ts';
import type { ContainerSpec, TaskRuntime } from './runtime.ts';

const clock = { now: () => Date.now() };
const SERVER = `
const { createServer } = require('node:http');
const { port, host } = { port: process.env.PORT, host: process.env.HOST };
createServer((request, response) => response.end(JSON.stringify({ env: process.env, cwd: process.cwd(), exec: process.execPath })))
  .listen(port, host, () => console.log('listening'));
process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
`;

let directory = '';
let registry: Registry;
let runtime: TaskRuntime;
let token = '';
const pids: (number | undefined)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'processes-'));
  const tokens = createEcrTokens({ clock });
  token = tokens.issue().password;
  registry = await startRegistry({
    directory: join(directory, 'registry'),
    clock,
    registryId: '123456789012',
    policy: ecrPolicy(tokens),
  });
  registry.store.createRepository({ name: 'app', kind: 'private' });
  await ensureBaseImage({ store: registry.store, cacheDirectory: join(directory, 'cache') });
  const source = join(directory, 'source');
  await mkdir(source);
  await writeFile(join(source, 'server.js'), SERVER);
  await publish('server', {
    workingDir: '/app',
    env: { FROM_IMAGE: 'yes', BOTH: 'image' },
    cmd: ['node', 'server.js'],
  });
  runtime = await createProcessRuntime({
    registryHost: registry.host,
    credentials: () => ({ username: 'AWS', password: token }),
    directory: join(directory, 'run'),
    environment: { MARK: 'ledger' },
    onProcess: (child) => pids.push(child.pid),
  });
});

afterAll(async () => {
  await runtime.close();
  await registry.close();
  await rm(directory, { recursive: true });
});

async function publish(tag: string, config: ImageConfig): Promise<string> {
  const { digest } = await assembleImage({
    store: registry.store,
    repository: 'app',
    tag,
    base: { repository: 'library/node', reference: '24-slim' },
    files: [{ from: join(directory, 'source'), to: '/app' }],
    config,
  });
  return digest;
}

const origin = { taskId: 'a'.repeat(32), taskDefinition: 'app:1', group: 'service:web' };
const image = (tag: string) => `${registry.host}/app:${tag}`;

function spec(tag: string, more: Partial<ContainerSpec> = {}): ContainerSpec & { readonly lines: string[] } {
  const lines: string[] = [];
  const onOutput = (line: string) => lines.push(line);
  return {
    origin,
    name: 'app',
    image: image(tag),
    environment: {},
    containerPorts: [],
    onOutput,
    lines,
    ...more,
  };
}

/** Runs a command in the image to its end. */
async function run(command: readonly string[], more: Partial<ContainerSpec> = {}) {
  await runtime.pull({ image: image('server'), origin });
  const { lines, ...rest } = spec('server', { command, ...more });
  const { exited } = await runtime.start(rest);
  return { ...(await exited), lines };
}

const script = (text: string) => run(['node', '-e', text]);

describe('a service', () => {
  it('answers on its port, with the environment of image and task and nothing of this process', async () => {
    const { digest } = await runtime.pull({ image: image('server'), origin });
    expect(digest).toBe(registry.store.find('app', 'server')?.digest);
    const service = spec('server', { containerPorts: [8080], environment: { BOTH: 'task', PORT: '8080' } });
    const task = await runtime.start(service);
    await waitFor(() => service.lines.includes('listening'));
    const port = task.hostPorts.get(8080) ?? 0;
    const { env, cwd, exec } = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as {
      env: Record<string, string>;
      cwd: string;
      exec: string;
    };
    const { PATH, HOME, ...rest } = env;
    expect(rest).toEqual({
      BOTH: 'task',
      FROM_IMAGE: 'yes',
      HOST: '127.0.0.1',
      HOSTNAME: 'a'.repeat(12),
      MARK: 'ledger',
      PORT: String(port),
      PORT_8080: String(port),
    });
    const rootfs = cwd.slice(0, -'/app'.length);
    expect(PATH?.split(':')[1]).toBe(`${rootfs}/usr/local/bin`);
    expect(HOME).toBe(`${rootfs}/root`);
    expect(exec).toBe(`${rootfs}/usr/local/bin/node`);
    expect(await task.stop(5000)).toEqual({ exitCode: 0, outOfMemory: false });
    expect(service.lines).toEqual(['listening', 'bye']);
    expect(await task.exited).toEqual({ exitCode: 0, outOfMemory: false });
  });

  it('starts by digest, several at once, each on a port of its own', async () => {
    const { digest } = await runtime.pull({ image: image('server'), origin });
    const pinned = { image: `${registry.host}/app@${digest}`, containerPorts: [8080] };
    const services = await Promise.all([1, 2, 3].map(() => runtime.start(spec('server', pinned))));
    expect(new Set(services.map(({ hostPorts }) => hostPorts.get(8080))).size).toBe(3);
    await Promise.all(services.map((service) => service.stop(0)));
  });
});

describe('a program run inside', () => {
  it.each([
    [
      'sees the files, variables and port of its container',
      ['node', '-e', 'process.exit(Number(process.env.CODE))'],
      3,
    ],
    ['may be a shell command', ['/bin/sh', '-c', 'test -n "$PORT" && test -e server.js'], 0],
    ['that is not in the image', ['absent'], 127],
  ])('%s', async (_what, command, exitCode) => {
    await runtime.pull({ image: image('server'), origin });
    const task = await runtime.start(spec('server', { containerPorts: [80], environment: { CODE: '3' } }));
    expect(await task.execute(command, 5000)).toEqual({ exitCode });
    await task.stop(0);
  });

  it('finds the port of its container where it thinks it is', async () => {
    await runtime.pull({ image: image('server'), origin });
    const service = spec('server', { containerPorts: [8080] });
    const task = await runtime.start(service);
    await waitFor(() => service.lines.includes('listening'));
    const probe = (port: number): string => `node -e "fetch('http://localhost:${port}/').catch(() => process.exit(1))"`;
    expect(await task.execute(['/bin/sh', '-c', probe(8080)], 5000)).toEqual({ exitCode: 0 });
    expect(await task.execute(['/bin/sh', '-c', probe(1)], 5000)).toEqual({ exitCode: 1 });
    await task.stop(0);
  });

  it('is given up after its time', async () => {
    await runtime.pull({ image: image('server'), origin });
    const task = await runtime.start(spec('server', { containerPorts: [80] }));
    expect(await task.execute(['node', '-e', 'setInterval(() => {}, 1000)'], 50)).toBe('timed-out');
    await task.stop(0);
  });
});

describe('an end', () => {
  it.each([
    ['its exit code', 'process.exit(7)', 7],
    ['128 and the signal that ended it', 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)', 137],
  ])('shows %s', async (_what, text, exitCode) => {
    expect(await script(text)).toMatchObject({ exitCode, outOfMemory: false });
  });

  it('comes by force when SIGTERM is not enough', async () => {
    await runtime.pull({ image: image('server'), origin });
    const stubborn = spec('server', {
      command: ['node', '-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")'],
    });
    const task = await runtime.start(stubborn);
    await waitFor(() => stubborn.lines.includes('up'));
    expect(await task.stop(100)).toEqual({ exitCode: 137, outOfMemory: false });
  });

  it('takes with it what the process started', async () => {
    const { lines } = await script(
      'const c = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); console.log(c.pid); setTimeout(() => process.exit(1), 100)',
    );
    await waitFor(() => !isAlive(Number(lines[0])));
  });
});

it('delivers output line by line, both streams, the last line too', async () => {
  const { lines } = await script(
    'process.stdout.write("one\\r\\ntw"); setTimeout(() => { process.stdout.write("o – ü\\n\\nlast"); console.error("error") }, 50)',
  );
  expect(lines.filter((line) => line !== 'error')).toEqual(['one', 'two – ü', '', 'last']);
  expect(lines).toContain('error');
});

it('maps absolute paths of the image, and finds its shell', async () => {
  expect((await run(['node', '--check', '/app/server.js'])).exitCode).toBe(0);
  expect((await run(['/bin/sh', '-c', 'node --version && exit 3'])).exitCode).toBe(3);
  expect(await run(['-p', '1 + 1'], { entryPoint: ['/usr/local/bin/node'] })).toMatchObject({
    exitCode: 0,
    lines: ['2'],
  });
});

it.each([
  ['gzip', gzipSync, 'application/vnd.docker.image.rootfs.diff.tar.gzip'],
  ['zstd', zstdCompressSync, 'application/vnd.oci.image.layer.v1.tar+zstd'],
])('unpacks layers in %s', async (tag, compress, mediaType) => {
  const { blobs } = registry.store;
  const entry = { path: 'note', kind: 'text', mode: 0o644, text: 'packed' } as const;
  const layer = await blobs.put([compress(await buffer(writeTar([entry])))]);
  const config = await blobs.put([Buffer.from('{}')]);
  for (const { digest } of [layer, config]) registry.store.addBlob('app', digest);
  const manifest = {
    schemaVersion: 2,
    config: { mediaType: MEDIA_TYPES.ociConfig, ...config },
    layers: [{ mediaType, ...layer }],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  await registry.store.putManifest('app', { bytes, tag, mediaType: MEDIA_TYPES.ociManifest });
  const { digest } = await runtime.pull({ image: image(tag), origin });
  expect(await readFile(join(directory, 'run/rootfs', digest.slice(7), 'note'), 'utf8')).toBe('packed');
});

it('tells each process it starts', async () => {
  const before = pids.length;
  await script('');
  expect(pids.slice(before)).toEqual([expect.any(Number)]);
});

describe('what cannot start', () => {
  it.each([
    [{ command: ['absent'] }, 'exec: "absent": executable file not found in $PATH'],
    [{ command: ['/app/absent'] }, 'exec: "/app/absent": no such file or directory'],
    [{ command: ['/app/server.js'] }, 'exec: "/app/server.js": permission denied'],
    [{ workingDirectory: '/absent' }, 'chdir to cwd ("/absent")'],
  ])('%j says %s', async (more, message) => {
    await runtime.pull({ image: image('server'), origin });
    await expect(runtime.start(spec('server', more))).rejects.toMatchObject({
      code: 'CannotStartContainerError',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('names an image that was not pulled', async () => {
    await expect(runtime.start(spec('never'))).rejects.toMatchObject({ code: 'CannotCreateContainerError' });
  });
});

describe('what cannot be pulled', () => {
  it.each([
    ['HOST/app:absent', 'failed to resolve ref HOST/app:absent: HOST/app:absent: not found'],
    ['HOST/none:v1', 'failed to resolve ref HOST/none:v1: HOST/none:v1: not found'],
    [`HOST/app@sha256:${'0'.repeat(64)}`, ': not found'],
    ['docker.io/library/nginx', 'this sandbox pulls from HOST only'],
    ['Not An Image', 'invalid reference format'],
  ])('%s', async (reference, message) => {
    await expect(runtime.pull({ image: reference.replaceAll('HOST', registry.host), origin })).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringContaining(message.replaceAll('HOST', registry.host)) as unknown,
    });
  });

  it('says 403 when the registry does not accept the login', async () => {
    const kept = token;
    token = 'wrong';
    try {
      await expect(runtime.pull({ image: image('server'), origin })).rejects.toThrow(
        'failed with status code [manifests server]: 403 Forbidden',
      );
    } finally {
      token = kept;
    }
  });
});

it('leaves nothing behind', async () => {
  const { registryHost, credentials } = {
    registryHost: registry.host,
    credentials: () => ({ username: 'AWS', password: token }),
  };
  const other = await createProcessRuntime({ registryHost, credentials, directory: join(directory, 'other') });
  await other.pull({ image: image('server'), origin });
  const { exited } = await other.start(spec('server', { containerPorts: [80] }));
  await other.close();
  expect((await exited).exitCode).toBeGreaterThanOrEqual(128);
  expect(await readdir(join(directory, 'other'))).toEqual([]);
});

(process.platform === 'linux' ? it : it.skip)('has the kernel end its processes when it is killed itself', async () => {
  await runtime.pull({ image: image('server'), origin });
  const program = `
    const { startChild, deathWatch } = await import(${JSON.stringify(new URL('child.ts', import.meta.url).href)});
    const command = { file: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], cwd: '/', env: {} };
    const child = await startChild(command, await deathWatch(), () => {});
    console.log(child.process.pid);
  `;
  const parent = execFile(process.execPath, ['--input-type=module', '-e', program]);
  const [pid] = (await once(parent.stdout ?? parent, 'data')) as [string];
  expect(isAlive(Number(pid))).toBe(true);
  parent.kill('SIGKILL');
  await waitFor(() => !isAlive(Number(pid)));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !condition();) {
    if (Date.now() > end) throw new Error('waited for 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
