import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { DeregisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { pushImage } from './support/rollout-app.ts';
import { Rollouts, serving, told, type Acted } from './support/rollouts.ts';

/** Commits of the releases; the first seven characters of two of them are the same. */
const SHA = {
  one: '1'.repeat(40),
  two: `abcdef0${'2'.repeat(33)}`,
  three: `abcdef0${'3'.repeat(33)}`,
  four: '4'.repeat(40),
} as const;
type Release = keyof typeof SHA;
const SERVICES = ['history', 'pruned', 'unproven'] as const;
type ServiceName = (typeof SERVICES)[number];

let rollouts: Rollouts;
const images = new Map<string, { readonly image: string; readonly digest: string }>();
const urls = new Map<string, string>();

beforeAll(async () => {
  rollouts = await Rollouts.open();
  for (const [release, sha] of Object.entries(SHA)) {
    images.set(release, await pushImage(rollouts.sandbox, { repository: 'web', sha }));
  }
  await Promise.all(
    SERVICES.map(async (name) => {
      urls.set(name, await rollouts.createService({ name, image: imageOf('one') }));
    }),
  );
  // Two proven releases, and then one that is not.
  await Promise.all(
    (['history', 'pruned'] as const).map(async (service) => {
      for (const release of ['two', 'three'] as const) {
        expect((await ship(service, release)).outputs['outcome']).toBe('deployed');
        expect((await verify(service, release)).outputs['result']).toBe('healthy');
      }
      expect((await ship(service, 'four')).outputs['outcome']).toBe('deployed');
    }),
  );
}, 90_000);

afterAll(() => rollouts.close(), 30_000);

const imageOf = (release: Release): string => images.get(release)?.image ?? '';
const urlOf = (name: ServiceName): string => urls.get(name) ?? '';

function ship(service: ServiceName, release: Release): Promise<Acted> {
  const inputs = { service, image: imageOf(release), 'environment-variables': `RELEASE=${release}` };
  return rollouts.act('deploy-ecs', { ...inputs, environment: 'production' }, { sha: SHA[release] });
}

/** Verifies that a service answers from a release, and marks it as proven when it does. */
function verify(service: ServiceName, release: Release): Promise<Acted> {
  return rollouts.act('health-verify', {
    service,
    url: urlOf(service),
    'expect-version': SHA[release],
    'version-from': 'json:$.sha',
    interval: '100ms',
    'max-interval': '200ms',
    timeout: '2s',
  });
}

function rollBack(service: ServiceName, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> {
  return rollouts.act('rollback', { service, 'wait-for-minutes': '0.5', ...inputs });
}

const ONE_ERROR = [expect.any(String)];

/** Found at fault, and nothing done about it. */
function expectRefused(run: Acted, words: RegExp): void {
  expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: ONE_ERROR });
  expect(run.writes).toEqual([]);
  expect(run.errors[0]).toMatch(words);
}

describe('health-verify', () => {
  it('names the release that answers in place of the expected one, and marks nothing', async () => {
    const run = await verify('history', 'three');
    expect({ exitCode: run.exitCode, result: run.outputs['result'] }).toEqual({ exitCode: 1, result: 'wrong-version' });
    expect(run.outputs['observed-version']).toBe(SHA.four);
    expect(run.outputs['proven-task-definition-arn']).toBe('');
    expect(run.writes).toEqual([]);
  });
});

describe('nothing is done', () => {
  it('when somebody deployed since', async () => {
    const run = await rollBack('history', { 'only-if-current': 'history:3' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'nothing-to-do', errors: [] });
    expect(run.writes).toEqual([]);
    expect(run.outputs['reason']).toContain('history:4, not history:3');
  });

  it('in a dry run, which says what would be', async () => {
    const run = await rollBack('history', { 'dry-run': 'true' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    expect(run.writes).toEqual([]);
    expect(run.outputs['reason']).toMatch(/from history:4 .* back to history:3/);
    expect(run.log).toContain('was deployed before the current one, and none between');
  });

  it('when the releases are only listed', async () => {
    const run = await rollBack('history', { list: 'true' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'listed', errors: [] });
    expect(run.writes).toEqual([]);
    expect(JSON.parse(run.outputs['releases'] ?? '')).toMatchObject([
      { number: 4, current: true, state: 'unproven', sha: SHA.four, environment: 'production', by: 'octocat' },
      { number: 3, state: 'proven', sha: SHA.three, image: imageOf('three'), deployedAt: expect.any(String) },
      { number: 2, state: 'proven', sha: SHA.two },
      { number: 1, state: 'unproven' },
    ]);
    expect(run.log).toMatch(/^#4 +4444444 +current, unproven/m);
    expect(run.summary).toContain('| \\#3 | `abcdef0` | proven ');
  });

  it('when a release is named by its number in a dry run', async () => {
    const run = await rollBack('history', { to: '#2', 'dry-run': 'true' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.two, source: 'named' });
  });

  it('when no release is proven and ECS knows of no other', async () => {
    const run = await rollBack('unproven');
    expectRefused(run, /no release of unproven to go back to/);
    // What was known is told all the same.
    expect(run.outputs['from']).toMatch(/:task-definition\/unproven:1$/);
    expect(run.summary).toContain('| From | `unproven:1` |');
    expect(await serving(urlOf('unproven'))).toEqual(['one']);
  });

  it.each<[string, string, RegExp]>([
    [
      'two releases fit the commit',
      'abcdef0',
      new RegExp(`abcdef0 is ambiguous.*(?:${SHA.two} and ${SHA.three}|${SHA.three} and ${SHA.two})`),
    ],
    ['no release is of the commit', 'fffffff', /No release of history is of commit fffffff/],
    ['there is no such revision', 'history:99', /history:99/],
  ])('when %s', async (_, to, words) => {
    expectRefused(await rollBack('history', { to }), words);
  });
});

const WRITES = ['UpdateService', 'TagResource', 'TagResource'];

describe('the release before', () => {
  it('is the last one proven; undone once more, the one proven before that', async () => {
    const first = await rollBack('history', { 'only-if-current': 'history:4' });
    expect(told(first)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(first.writes).toEqual(WRITES);
    expect(first.outputs).toMatchObject({
      'to-sha': SHA.three,
      'to-image': imageOf('three'),
      source: 'release-record',
    });
    expect(first.summary).toMatch(
      /\| To \| `history:3 .*\| Why this one \| of the releases that can run, the one proven last, /s,
    );
    expect(await serving(urlOf('history'))).toEqual(['three']);
    expect((await verify('history', 'three')).outputs['result']).toBe('healthy');

    const again = await rollBack('history');
    expect(told(again)).toEqual({ exitCode: 0, outcome: 'nothing-to-do', errors: [] });
    expect(again.outputs['reason']).toContain('This workflow run has rolled back already: history:3');
    expect(again.writes).toEqual([]);

    const second = await rollBack('history', { cooldown: '0' });
    expect(told(second)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(second.outputs).toMatchObject({ 'to-sha': SHA.two, source: 'release-record' });
    expect(second.log).toMatch(/history:4: no, it was left .* as bad/);
    expect(await serving(urlOf('history'))).toEqual(['two']);
  });

  it('is the last one ECS deployed, when no proven one is left', async () => {
    const run = await rollBack('history', { cooldown: '0' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.outputs['source']).toBe('service-deployments');
    expect(await serving(urlOf('history'))).toEqual(['one']);
  });

  it('may be named by its commit, even one that was left as bad, not without a word', async () => {
    const run = await rollBack('history', { to: SHA.four.slice(0, 7) });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.four, source: 'named' });
    expect(run.log).toContain('was left as bad before');
    expect(await serving(urlOf('history'))).toEqual(['four']);
  });

  it('is not one whose image is gone from the registry', async () => {
    const imageDigest = images.get('three')?.digest;
    await rollouts.ecr.send(new BatchDeleteImageCommand({ repositoryName: 'web', imageIds: [{ imageDigest }] }));
    const run = await rollBack('pruned');
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.log).toMatch(/pruned:3 .*: no, Image .* does not exist: repository web has no sha256:/);
    expect(run.summary).toMatch(/releases? (?:was|were) passed over<\/summary>.*\| `pruned:3` \| `abcdef0` \| Image /s);
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.two, 'to-image': imageOf('two') });
    expect(await serving(urlOf('pruned'))).toEqual(['two']);
  });

  it('is registered again where it was deregistered', async () => {
    await rollouts.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'pruned:1' }));
    const run = await rollBack('pruned', { to: '#1' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.writes).toEqual(['RegisterTaskDefinition', ...WRITES]);
    expect(run.log).toContain('pruned:1 was deregistered; the same is registered again as pruned:5');
    expect(await serving(urlOf('pruned'))).toEqual(['one']);
  });
});

it('a cancelled rollback goes on, and the step tells what it had begun', async () => {
  expect((await ship('unproven', 'two')).outputs['outcome']).toBe('deployed');
  const job = new AbortController();
  const onLine = (line: string): void => {
    if (line.startsWith('method: ')) job.abort();
  };
  const options = { signal: job.signal, onLine };
  const run = await rollouts.act('rollback', { service: 'unproven', to: '#1' }, options);
  expect(told(run)).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
  expect(run.outputs).toMatchObject({ method: 'update-service', source: 'named' });
  expect(run.outputs['from']).toMatch(/unproven:2$/);
  expect(run.outputs['to']).toMatch(/unproven:1$/);
  expect(run.summary).toContain('## rollback: cancelled');
  expect(run.log).toContain('goes on, and Amazon ECS brings it to its end');
  expect(await rollouts.settle('unproven')).toBe('unproven:1');
});
