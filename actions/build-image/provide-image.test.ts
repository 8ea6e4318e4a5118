import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readInputs, type Environment } from '#shared/action/inputs';
import { runFacts } from '#shared/action/run-facts';
import type { DockerRun } from '#shared/docker/cli';
import type { EcrApi, FoundImage, RegistryLogin } from '#shared/ecr/ecr-api';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { parseInputs } from './inputs.ts';
import { provideImage } from './provide-image.ts';
import type { ImageResult } from './result.ts';

const SHA = 'a'.repeat(40);
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const image = (digit: string): FoundImage => ({
  digest: digest(digit),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  manifest: '{"config":{"size":1},"layers":[{"size":2}]}',
});

/** A registry in memory; its password tells how many logins were asked for. */
class FakeEcr implements EcrApi {
  readonly images = new Map<string, FoundImage>();
  logins = 0;
  calls = 0;

  authorize(): Promise<RegistryLogin> {
    this.calls += 1;
    this.logins += 1;
    const password = `password-${this.logins}`;
    return Promise.resolve({
      registry: 'localhost:5000',
      endpoint: 'http://localhost:5000',
      username: 'AWS',
      password,
      expiresAt: undefined,
    });
  }
  findImage(query: Parameters<EcrApi['findImage']>[0]): Promise<FoundImage | undefined> {
    this.calls += 1;
    return Promise.resolve('tag' in query ? this.images.get(query.tag) : undefined);
  }
  tagImage({ tag, image: tagged }: Parameters<EcrApi['tagImage']>[0]): Promise<void> {
    this.calls += 1;
    this.images.set(tag, tagged);
    return Promise.resolve();
  }
}

interface Build {
  /** Digit of the digest. */
  readonly exports: string;
  /** buildx's last error; without it the build succeeds. */
  readonly error?: string;
  /** What the registry has afterwards, when it is not what was pushed. */
  readonly registryGets?: string;
  readonly cacheError?: string;
}

let temp: string;
let ecr: FakeEcr;
let builds: Build[];
/** Arguments of each build, its docker configuration and its secrets as they were while it ran. */
let ran: { args: readonly string[]; config: string; secrets: readonly string[] }[];
let driverStatus: [string, string][];

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'provide-image-'));
  await writeFile(join(temp, 'Dockerfile'), 'FROM scratch');
  ecr = new FakeEcr();
  builds = [{ exports: '1' }];
  ran = [];
  driverStatus = [['driver-type', 'io.containerd.snapshotter.v1']];
});
afterEach(() => rm(temp, { recursive: true }));

const valueAfter = (args: readonly string[], flag: string): string => args[args.indexOf(flag) + 1] ?? '';

async function fakeDocker(
  { args, env }: { readonly args: readonly string[]; readonly env: Environment },
  onLine: ((line: string) => void) | undefined,
): Promise<DockerRun> {
  const answer = (exitCode: number, stdout: string, stderr: readonly string[] = []): DockerRun => {
    for (const line of stderr) onLine?.(line);
    return { exitCode, ending: 'exited', durationMs: 1, stdout: stdout.split('\n'), stderr };
  };
  if (args[0] === 'info') return answer(0, JSON.stringify({ ServerVersion: '29.0.0', DriverStatus: driverStatus }));
  if (args[1] === 'inspect') return answer(0, 'Driver: docker');
  const secretFiles = args
    .filter((_, index) => args[index - 1] === '--secret')
    .map((arg) => arg.split('src=')[1] ?? '');
  ran.push({
    args,
    config: await readFile(join(env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8'),
    secrets: await Promise.all(secretFiles.map((path) => readFile(path, 'utf8'))),
  });
  const build = builds.length > 1 ? builds.shift() : builds[0];
  const { exports, error, registryGets, cacheError } = build ?? { exports: '0' };
  const lines = ['#4 [1/1] COPY . .', '#4 CACHED', `#5 exporting manifest ${digest(exports)} done`];
  if (cacheError !== undefined) lines.push('#6 exporting cache to registry', `#6 ERROR: ${cacheError}`);
  const tag = valueAfter(args, '--tag').split(':').at(-1) ?? '';
  if (registryGets !== undefined) ecr.images.set(tag, image(registryGets));
  if (error !== undefined) return answer(1, '', [...lines, `ERROR: ${error}`]);
  if (args.includes('--push') && registryGets === undefined) ecr.images.set(tag, image(exports));
  await writeFile(valueAfter(args, '--metadata-file'), JSON.stringify({ 'containerimage.digest': digest(exports) }));
  return answer(0, '', lines);
}

async function provide(
  inputs: Readonly<Record<string, string>> = {},
  env: Environment = {},
): Promise<{ result: ImageResult; context: FakeContext }> {
  const all = Object.entries({ repository: 'team/app', ...inputs });
  const whole = {
    PATH: process.env['PATH'],
    HOME: temp,
    GITHUB_SHA: SHA,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'team/app',
    GITHUB_WORKSPACE: temp,
    RUNNER_TEMP: temp,
    ...env,
    ...Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const context = fakeContext({ env: whole, run: runFacts(whole) });
  const result = await provideImage(readInputs(context, parseInputs), {
    context,
    ecr,
    makeDocker: (own) => (args, onLine) => fakeDocker({ args, env: own }, onLine),
  });
  return { result, context };
}

async function pullRequestOf(repository: string): Promise<Environment> {
  const path = join(temp, 'event.json');
  const head = { sha: 'b'.repeat(40), repo: { full_name: repository } };
  await writeFile(path, JSON.stringify({ pull_request: { head } }));
  return { GITHUB_EVENT_PATH: path, GITHUB_REF: 'refs/pull/1/merge', GITHUB_HEAD_REF: 'fix', GITHUB_BASE_REF: 'main' };
}

describe('a commit that has an image', () => {
  beforeEach(() => {
    ecr.images.set(SHA, image('7'));
  });

  it('is not built again, and needs neither docker nor a checkout', async () => {
    const { result } = await provide({ context: 'not/there' });
    expect(result).toEqual({
      result: 'reused',
      repository: 'team/app',
      tag: SHA,
      taggedImage: `localhost:5000/team/app:${SHA}`,
      image: `localhost:5000/team/app@${digest('7')}`,
      digest: digest('7'),
      sizeBytes: 3,
      furtherTags: [],
    });
    expect(ran).toEqual([]);
  });

  it('gets the further tags, on the same digest', async () => {
    await provide({ tags: 'v1.2.3' });
    expect(ecr.images.get('v1.2.3')?.digest).toBe(digest('7'));
  });

  it('asks for no login when the registry is known', async () => {
    const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
    const { result } = await provide({ registry });
    expect(result).toMatchObject({ image: `${registry}/team/app@${digest('7')}` });
    expect(ecr.logins).toBe(0);
  });

  it('is built with reuse: none', async () => {
    const { result } = await provide({ reuse: 'none' });
    expect(result).toMatchObject({ result: 'built', digest: digest('1') });
  });
});

describe('a commit without an image', () => {
  it('is built, pushed under its SHA and tagged', async () => {
    const { result } = await provide({ tags: 'v1.2.3', secrets: 'tok=hush-hush' });
    expect(result).toEqual({
      result: 'built',
      repository: 'team/app',
      tag: SHA,
      taggedImage: `localhost:5000/team/app:${SHA}`,
      image: `localhost:5000/team/app@${digest('1')}`,
      digest: digest('1'),
      sizeBytes: 3,
      furtherTags: ['v1.2.3'],
      engine: 'Docker 29.0.0',
      steps: [{ name: '[1/1] COPY . .', outcome: 'cached', seconds: undefined }],
      attempts: 1,
      cache: 'nothing to read yet, written to cache-main',
    });
    expect(ecr.images.get('v1.2.3')?.digest).toBe(digest('1'));
    expect(ran).toHaveLength(1);
    expect(ran[0]?.args).toContain(`org.opencontainers.image.revision=${SHA}`);
    expect(ran[0]?.secrets).toEqual(['hush-hush']);
    expect(ran[0]?.args.join(' ')).not.toMatch(/hush-hush|password-1/);
    expect(ran[0]?.config).toContain(Buffer.from('AWS:password-1').toString('base64'));
  });

  it('leaves no secret and no login behind', async () => {
    await provide({ secrets: 'tok=hush-hush' });
    expect(await readdir(temp)).toEqual(['Dockerfile']);
  });

  it('warns of a secret that is not set', async () => {
    const { context } = await provide({ secrets: 'tok=\nother=x' });
    expect(context.log.lines).toContain('warning: The build gets an empty value for tok: is the secret set?');
  });

  it('reads the caches that exist', async () => {
    ecr.images.set('cache-main', image('9'));
    await provide({}, { ...(await pullRequestOf('team/app')) });
    const { args = [] } = ran[0] ?? {};
    expect(args.filter((_, index) => args[index - 1] === '--cache-from')).toEqual([
      'type=registry,ref=localhost:5000/team/app:cache-main',
    ]);
    expect(valueAfter(args, '--cache-to')).toContain('ref=localhost:5000/team/app:cache-fix,');
  });

  it('succeeds, and warns, when the cache cannot be written', async () => {
    builds = [{ exports: '1', cacheError: 'error writing manifest blob' }];
    const { result, context } = await provide();
    expect(result).toMatchObject({ result: 'built', cache: 'could not be written' });
    expect(context.log.has('warning: The layer cache could not be written')).toBe(true);
  });

  it('goes without a cache on an engine that cannot export one, and says so', async () => {
    driverStatus = [];
    const { context } = await provide();
    expect(ran[0]?.args).not.toContain('--cache-to');
    expect(context.log.has('cache: none (this engine cannot export one')).toBe(true);
  });

  it.each(['provenance', 'sbom'])('refuses %s on such an engine before it builds', async (input) => {
    driverStatus = [];
    await expect(provide({ [input]: 'true' })).rejects.toThrow(`Docker 29.0.0 cannot build with ${input}.`);
    expect(ran).toEqual([]);
  });
});

describe('a pull request', () => {
  it('of a fork is built without a call to AWS', async () => {
    const { result } = await provide({}, await pullRequestOf('evil/app'));
    expect(result).toMatchObject({
      result: 'not-pushed',
      tag: 'b'.repeat(40),
      taggedImage: `team/app:${'b'.repeat(40)}`,
      cache: 'none (without a push there is no login to the registry)',
    });
    expect(ran[0]?.args).toContain('--load');
    expect(ran[0]?.args).not.toContain('--push');
    expect(ecr.calls).toBe(0);
  });

  it('for several platforms stays in the cache of the builder', async () => {
    const fork = await pullRequestOf('evil/app');
    const { result } = await provide({ platforms: 'linux/amd64,linux/arm64' }, fork);
    expect(result).toMatchObject({ result: 'not-pushed', taggedImage: undefined });
    expect(ran[0]?.args).toContain('type=cacheonly');
  });
});

describe('a push', () => {
  it('is tried again with a new login when the registry does not take the last', async () => {
    builds = [{ exports: '1', error: 'unexpected status: 401 Unauthorized' }, { exports: '1' }];
    const { result } = await provide();
    expect(result).toMatchObject({ result: 'built', attempts: 2 });
    expect(ran[1]?.config).toContain(Buffer.from('AWS:password-2').toString('base64'));
  });

  it('is tried again after a network error, and given up in the end', async () => {
    builds = [{ exports: '1', error: 'failed to push: EOF' }];
    await expect(provide()).rejects.toThrow('The build failed: failed to push: EOF');
    expect(ran).toHaveLength(4);
    expect(ecr.logins).toBe(1);
  });

  it.each([
    [
      'a command that fails',
      'process "x" did not complete successfully: exit code: 1',
      'the command failed with exit code 1',
    ],
    [
      'a missing repository',
      "name unknown: The repository with name 'team/app' does not exist",
      'Repository team/app does not exist',
    ],
    ['a refused one', 'unexpected status: 403 Forbidden', 'localhost:5000 does not let this identity push to team/app'],
  ])('is not tried again after %s', async (_, error, message) => {
    builds = [{ exports: '1', error }];
    await expect(provide()).rejects.toThrow(message);
    expect(ran).toHaveLength(1);
  });

  it('that loses the race for the tag with the same image has succeeded', async () => {
    builds = [{ exports: '1', error: 'tag invalid: immutable', registryGets: '1' }];
    const { result } = await provide();
    expect(result).toMatchObject({ result: 'built', digest: digest('1') });
  });

  it('that loses it to another image fails and shows both', async () => {
    builds = [{ exports: '1', error: 'tag invalid: immutable', registryGets: '2' }];
    await expect(provide()).rejects.toThrow(new RegExp(`${digest('2')}[^]*${digest('1')}`));
  });

  it('fails when the registry has another digest afterwards', async () => {
    builds = [{ exports: '1', registryGets: '2' }];
    await expect(provide()).rejects.toThrow('names another image than the one pushed');
  });

  it('leaves nothing behind when it fails', async () => {
    builds = [{ exports: '1', error: 'target stage "x" could not be found' }];
    await expect(provide({ secrets: 'tok=hush-hush' })).rejects.toThrow('target stage');
    expect(existsSync(join(temp, 'Dockerfile'))).toBe(true);
    expect(await readdir(temp)).toEqual(['Dockerfile']);
  });
});

it("refuses a registry that is not the account's", async () => {
  await expect(provide({ registry: 'ghcr.io' })).rejects.toThrow(
    'Input registry: got ghcr.io, but the registry of this account is localhost:5000',
  );
});
