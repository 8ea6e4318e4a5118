import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createEcrTokens, ecrPolicy } from '../aws/ecr/tokens.ts';
import { MEDIA_TYPES } from '../registry/manifest.ts';
import { startRegistry } from '../registry/server.ts';
import type { Registry } from '../registry/server.ts';
import type { ContainerSpec, TaskRuntime } from './runtime.ts';
import { createSimulatedRuntime } from './simulated-runtime.ts';

const origin = { taskId: 'a'.repeat(32), taskDefinition: 'app:7', group: 'service:web' };
let runtime: TaskRuntime;
afterEach(() => runtime.close());

function spec(more: Partial<ContainerSpec> = {}): ContainerSpec & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    origin,
    name: 'app',
    image: 'app:1',
    environment: { COMMIT_SHA: 'abc' },
    containerPorts: [80],
    onOutput: (line) => lines.push(line),
    lines,
    ...more,
  };
}

describe('a simulated container', () => {
  it('answers every path with what it stands for, and keeps the connection', async () => {
    runtime = createSimulatedRuntime();
    const task = await runtime.start(spec());
    const response = await fetch(`http://127.0.0.1:${task.hostPorts.get(80) ?? 0}/any/path`);
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('keep-alive');
    expect(await response.json()).toEqual({ taskDefinition: 'app:7', sha: 'abc' });
  });

  it('has a port for each of its own, and none where it has none', async () => {
    runtime = createSimulatedRuntime();
    const [two, none] = await Promise.all([
      runtime.start(spec({ containerPorts: [80, 443] })),
      runtime.start(spec({ containerPorts: [] })),
    ]);
    expect([...two.hostPorts.keys()]).toEqual([80, 443]);
    expect(new Set(two.hostPorts.values()).size).toBe(2);
    expect(none.hostPorts.size).toBe(0);
  });

  it('logs its start and its end, obeys SIGTERM, and is gone then', async () => {
    runtime = createSimulatedRuntime();
    const wanted = spec();
    const task = await runtime.start(wanted);
    expect(await task.execute(['true'], 1000)).toEqual({ exitCode: 0 });
    expect(await task.stop(1000)).toEqual({ exitCode: 143, outOfMemory: false });
    expect(await task.exited).toEqual({ exitCode: 143, outOfMemory: false });
    expect(await task.execute(['true'], 1000)).toEqual({ exitCode: 137 });
    expect(wanted.lines).toEqual(['app of app:7 started', 'app of app:7 stopped']);
    await expect(fetch(`http://127.0.0.1:${task.hostPorts.get(80) ?? 0}/`)).rejects.toThrow('fetch failed');
  });

  it('is not held up by a connection that somebody keeps', async () => {
    runtime = createSimulatedRuntime();
    const task = await runtime.start(spec());
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve, reject) => {
      get({ port: task.hostPorts.get(80), host: '127.0.0.1', agent }, (response) => {
        response.resume().on('end', resolve);
      }).on('error', reject);
    });
    expect(await task.stop(60_000)).toEqual({ exitCode: 143, outOfMemory: false });
    agent.destroy();
  });
});

describe('a simulated pull', () => {
  it.each([
    ['app:1', /^sha256:[0-9a-f]{64}$/],
    [`app@sha256:${'1'.repeat(64)}`, new RegExp(`^sha256:1{64}$`)],
  ])('of %s makes the digest up from the reference, or takes the one it names', async (image, digest) => {
    runtime = createSimulatedRuntime();
    const first = await runtime.pull({ image, origin });
    expect(first.digest).toMatch(digest);
    expect(await runtime.pull({ image, origin })).toEqual(first);
  });

  it('refuses what is no reference', async () => {
    runtime = createSimulatedRuntime();
    await expect(runtime.pull({ image: 'Not An Image', origin })).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringContaining('invalid reference format') as unknown,
    });
  });
});

describe("a simulated pull from the sandbox's registry", () => {
  let registry: Registry;
  let directory: string;
  let token: string;
  afterEach(async () => {
    await registry.close();
    await rm(directory, { recursive: true });
  });

  async function start(): Promise<void> {
    directory = await mkdtemp(join(tmpdir(), 'simulated-'));
    const clock = { now: () => Date.now() };
    const tokens = createEcrTokens({ clock });
    token = tokens.issue().password;
    registry = await startRegistry({ directory, clock, registryId: '123456789012', policy: ecrPolicy(tokens) });
    registry.store.createRepository({ name: 'app', kind: 'private' });
    const credentials = (): { username: string; password: string } => ({ username: 'AWS', password: token });
    runtime = createSimulatedRuntime({ registry: { host: registry.host, credentials } });
  }

  async function push(tag: string): Promise<string> {
    const config = await registry.store.blobs.put([Buffer.from('{}')]);
    registry.store.addBlob('app', config.digest);
    const image = { schemaVersion: 2, config: { mediaType: MEDIA_TYPES.ociConfig, ...config }, layers: [] };
    const bytes = Buffer.from(JSON.stringify(image));
    return (await registry.store.putManifest('app', { bytes, tag, mediaType: MEDIA_TYPES.ociManifest })).digest;
  }

  it('finds the real digest', async () => {
    await start();
    const digest = await push('v1');
    expect(await runtime.pull({ image: `${registry.host}/app:v1`, origin })).toEqual({ digest });
  });

  it('fails in the words of ECS: missing tag, no access, another platform', async () => {
    await start();
    const digest = await push('v1');
    const part = {
      mediaType: MEDIA_TYPES.ociManifest,
      digest,
      size: registry.store.find('app', 'v1')?.size ?? 0,
    };
    const index = {
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.ociIndex,
      manifests: [{ ...part, platform: { os: 'linux', architecture: 'riscv64' } }],
    };
    const bytes = Buffer.from(JSON.stringify(index));
    await registry.store.putManifest('app', { bytes, tag: 'multi', mediaType: MEDIA_TYPES.ociIndex });
    const refusal = async (tag: string, platform?: string): Promise<unknown> => {
      const request = { image: `${registry.host}/app:${tag}`, origin, ...(platform === undefined ? {} : { platform }) };
      return runtime.pull(request).then(
        () => 'pulled',
        (error: unknown) => error,
      );
    };
    expect(await refusal('absent')).toMatchObject({
      message: expect.stringMatching(/app:absent: not found$/) as unknown,
    });
    expect(await refusal('multi', 'linux/riscv64')).toBe('pulled');
    expect(await refusal('multi', 'linux/arm64')).toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringMatching(/does not contain descriptor matching platform 'linux\/arm64'$/) as unknown,
    });
    token = 'wrong';
    expect(await refusal('v1')).toMatchObject({ message: expect.stringMatching(/403 Forbidden$/) as unknown });
  });
});
