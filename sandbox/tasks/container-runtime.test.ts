import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEcrTokens, ecrPolicy } from '../aws/ecr/tokens.ts';
import { assembleImage } from '../images/assemble.ts';
import { canStartEngine } from '../engine/requirements.ts';
import { startEngine } from '../engine/start.ts';
import { ensureBaseImage } from '../images/base-image.ts';
import { openLedger, type Ledger } from '../ledger.ts';
import type { Registry } from '../registry/server.ts';
import { startRegistry } from '../registry/server.ts';
import { createContainerRuntime, removeLeftoverContainers } from './container-runtime.ts';
import { createEngineClient } from './engine-client.ts';
import type { ContainerSpec, TaskRuntime } from './runtime.ts';

const origin = { taskId: 'a'.repeat(32), taskDefinition: 'app:1', group: 'service:web' };

const clock = { now: () => Date.now() };
const atHand = process.env['DOCKER_HOST'] ?? '';
const engineAtHand = atHand !== '' && (await createEngineClient(atHand).ping());
const requirements = await canStartEngine();
const instance = `test-${process.pid}`;
const SERVER = `
require('node:http').createServer((request, response) => response.end(JSON.stringify(process.env)))
  .listen(8080, () => console.log('listening'));
process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
`;

let directory = '';
let registry: Registry;
let token = '';
const credentials = () => ({ username: 'AWS', password: token });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'containers-'));
  const tokens = createEcrTokens({ clock });
  token = tokens.issue().password;
  registry = await startRegistry({ directory, clock, registryId: '123456789012', policy: ecrPolicy(tokens) });
});

afterAll(async () => {
  await registry.close();
  await rm(directory, { recursive: true });
});

if (!engineAtHand && !requirements.ok) {
  it.skip(`containers (skipped: no Docker engine answers at DOCKER_HOST, and ${requirements.reason})`, () => undefined);
} else {
  describe('containers', () => {
    let dockerHost = atHand;
    let ledger: Ledger | undefined;
    let runtime: TaskRuntime;
    const made: string[] = [];
    const image = (tag: string) => `${registry.host}/app:${tag}`;

    beforeAll(async () => {
      if (!engineAtHand) {
        ledger = await openLedger({ root: join(directory, 'ledgers') });
        ({ dockerHost } = await startEngine({ ledger, env: process.env, log: () => undefined }));
      }
      registry.store.createRepository({ name: 'app', kind: 'private' });
      await ensureBaseImage({ store: registry.store, cacheDirectory: join(directory, 'cache') });
      const source = join(directory, 'source');
      await mkdir(source);
      await writeFile(join(source, 'server.js'), SERVER);
      await assembleImage({
        store: registry.store,
        repository: 'app',
        tag: 'v1',
        base: { repository: 'library/node', reference: '24-slim' },
        files: [{ from: source, to: '/app' }],
        config: { workingDir: '/app', env: { FROM_IMAGE: 'yes' }, cmd: ['node', 'server.js'] },
      });
      runtime = createContainerRuntime({
        dockerHost,
        instance,
        registryHost: registry.host,
        credentials,
        onCreate: (name) => made.push(name),
        onRemoved: (name) => made.splice(made.indexOf(name), 1),
      });
      await runtime.pull({ image: image('v1'), origin });
    }, 60_000);

    afterAll(async () => {
      await runtime.close();
      expect(made).toEqual([]);
      expect(await removeLeftoverContainers(dockerHost, instance)).toBe(0);
      await ledger?.close();
    });

    let tasks = 0;
    function spec(more: Partial<ContainerSpec> = {}): ContainerSpec & { readonly lines: string[] } {
      const lines: string[] = [];
      const onOutput = (line: string) => lines.push(line);
      const task = { ...origin, taskId: `task${(tasks += 1)}` };
      return {
        origin: task,
        name: 'app',
        image: image('v1'),
        environment: {},
        containerPorts: [],
        onOutput,
        lines,
        ...more,
      };
    }

    async function run(command: readonly string[], more: Partial<ContainerSpec> = {}) {
      const { lines, ...rest } = spec({ command, ...more });
      return { ...(await (await runtime.start(rest)).exited), lines };
    }

    it('serve on their port, and stop when asked', async () => {
      const { digest } = await runtime.pull({ image: image('v1'), origin });
      expect(digest).toBe(registry.store.find('app', 'v1')?.digest);
      const pinned = `${registry.host}/app@${digest}`;
      expect(await runtime.pull({ image: pinned, origin })).toEqual({ digest });
      const service = spec({
        image: pinned,
        containerPorts: [8080],
        environment: { FROM_TASK: 'too' },
        memoryMiB: 256,
      });
      const task = await runtime.start(service);
      await waitFor(() => service.lines.includes('listening'));
      const answer = await fetch(`http://127.0.0.1:${task.hostPorts.get(8080) ?? 0}/`);
      expect(await answer.json()).toMatchObject({ FROM_IMAGE: 'yes', FROM_TASK: 'too' });
      expect(await task.stop(10_000)).toEqual({ exitCode: 0, outOfMemory: false });
      expect(service.lines).toEqual(['listening', 'bye']);
    });

    it('end with their code, or by force', async () => {
      expect(await run(['node', '-e', 'console.error("no"); process.exit(7)'])).toEqual({
        exitCode: 7,
        outOfMemory: false,
        lines: ['no'],
      });
      const stubborn = spec({ command: ['sh', '-c', 'trap "" TERM; echo up; while :; do sleep 1; done'] });
      const task = await runtime.start(stubborn);
      await waitFor(() => stubborn.lines.includes('up'));
      expect(await task.stop(100)).toEqual({ exitCode: 137, outOfMemory: false });
    });

    it('run programs inside, for as long as they are given', async () => {
      const service = spec({ environment: { CODE: '3' } });
      const task = await runtime.start(service);
      await waitFor(() => service.lines.includes('listening'));
      expect(await task.execute(['/bin/sh', '-c', 'test -e /app/server.js && exit $CODE'], 10_000)).toEqual({
        exitCode: 3,
      });
      expect(await task.execute(['sleep', '30'], 200)).toBe('timed-out');
      expect(await task.execute(['absent'], 10_000)).toMatchObject({ exitCode: expect.any(Number) as unknown });
      expect(await task.execute(['absent'], 10_000)).not.toEqual({ exitCode: 0 });
      await task.stop(0);
      expect(await task.execute(['true'], 10_000)).toEqual({ exitCode: 126 });
    });

    it('are killed when they take more memory than they may', async () => {
      const hungry = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))';
      expect(await run(['node', '-e', hungry], { memoryMiB: 64 })).toMatchObject({ exitCode: 137, outOfMemory: true });
    });

    it('cannot start what the image does not have', async () => {
      await expect(runtime.start(spec({ command: ['absent'] }))).rejects.toMatchObject({
        code: 'CannotStartContainerError',
        message: expect.stringContaining('exec: "absent": executable file not found in $PATH') as unknown,
      });
      await expect(runtime.start(spec({ image: image('never') }))).rejects.toMatchObject({
        code: 'CannotCreateContainerError',
      });
    });

    it('cannot be pulled', async () => {
      await expect(runtime.pull({ image: image('absent'), origin })).rejects.toMatchObject({
        code: 'CannotPullContainerError',
        message: `pull image manifest has been retried 1 time(s): failed to resolve ref ${image('absent')}: ${image('absent')}: not found`,
      });
      const kept = token;
      token = 'wrong';
      try {
        await expect(runtime.pull({ image: image('other'), origin })).rejects.toThrow('403 Forbidden');
      } finally {
        token = kept;
      }
    });

    it('of a killed sandbox are found by its name', async () => {
      const name = `${instance}-killed`;
      const options = { dockerHost, instance: name, registryHost: registry.host, credentials };
      const { exited } = await createContainerRuntime(options).start(spec());
      expect(await removeLeftoverContainers(dockerHost, name)).toBe(1);
      await exited;
    });
  });
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !condition();) {
    if (Date.now() > end) throw new Error('waited for 15 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
