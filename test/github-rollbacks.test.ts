import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DescribeTaskDefinitionCommand, UntagResourceCommand } from '@aws-sdk/client-ecs';
import type { SeededRepository } from '#sandbox/github/rest/store';
import { pushImage } from './support/rollout-app.ts';
import { Rollouts, serving, type ActOptions, type Acted } from './support/rollouts.ts';

/** Commits of the releases. */
const SHA = { one: '1'.repeat(40), two: '2'.repeat(40), three: '3'.repeat(40), four: '4'.repeat(40) } as const;
type Release = keyof typeof SHA;
const SERVICES = ['kept', 'untagged', 'twice'] as const;
type ServiceName = (typeof SERVICES)[number];
type Inputs = Readonly<Record<string, string>>;

let rollouts: Rollouts;
let repository: SeededRepository;
const images = new Map<Release, string>();
const urls = new Map<string, string>();

beforeAll(async () => {
  rollouts = await Rollouts.open();
  const commits = Object.values(SHA).map((sha) => ({ sha, message: sha }));
  repository = rollouts.sandbox.github.seed('example/web', { commits });
  for (const [release, sha] of Object.entries(SHA) as [Release, string][]) {
    images.set(release, (await pushImage(rollouts.sandbox, { repository: 'web', sha })).image);
  }
  await Promise.all(
    SERVICES.map(async (name) => {
      urls.set(name, await rollouts.createService({ name, image: images.get('one') ?? '' }));
    }),
  );
  // Two proven releases, and then one that lies: its answers name another commit.
  await Promise.all(
    SERVICES.map(async (service) => {
      for (const release of ['two', 'three'] as const) {
        const id = await ship(service, release);
        expect((await verify(service, release, { 'github-deployment-id': id })).outputs['result']).toBe('healthy');
      }
      await ship(service, 'four');
    }),
  );
}, 120_000);

afterAll(() => rollouts.close(), 30_000);

const record = (): Inputs => ({ environment: 'production', token: rollouts.sandbox.github.token });

/** Deploys a release; gives the id of its GitHub deployment. */
async function ship(service: ServiceName, release: Release): Promise<string> {
  const inputs = { service, image: images.get(release) ?? '', 'environment-variables': `RELEASE=${release}` };
  const run = await rollouts.act('deploy-ecs', { ...inputs, ...record() }, { sha: SHA[release] });
  expect(run.outputs['outcome']).toBe('deployed');
  return run.outputs['github-deployment-id'] ?? '';
}

function verify(service: ServiceName, release: Release, inputs: Inputs): Promise<Acted> {
  return rollouts.act(
    'health-verify',
    {
      service,
      url: urls.get(service) ?? '',
      'expect-version': SHA[release],
      'version-from': 'json:$.sha',
      interval: '100ms',
      'max-interval': '200ms',
      timeout: '2s',
      ...record(),
      ...inputs,
    },
    { sha: SHA[release] },
  );
}

function rollBack(service: ServiceName, inputs: Inputs = {}, options: ActOptions = {}): Promise<Acted> {
  const given = { 'wait-for-minutes': '0.5', ...record(), ...inputs };
  return rollouts.act('rollback', { service, ...given }, { sha: SHA.four, ...options });
}

/** The deployments of a service, oldest first. */
function deployments(service: ServiceName) {
  return [...repository.state.deployments.values()]
    .filter(({ payload }) => typeof payload === 'object' && 'service' in payload && payload['service'] === service)
    .map(({ id, sha, description, payload, statuses }) => ({
      id: String(id),
      sha,
      description,
      payload,
      states: statuses.map(({ state }) => state),
      last: statuses.at(-1)?.description,
    }));
}

const told = ({ exitCode, outputs, errors }: Acted) => ({ exitCode, outcome: outputs['outcome'], errors });
const BACK = { exitCode: 0, outcome: 'rolled-back', errors: [] };

/** Takes the release record away from a revision, as a tool does that registers it anew without the tags. */
async function loseTags(name: string): Promise<void> {
  const { tags = [], taskDefinition } = await rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] }),
  );
  const tagKeys = tags.flatMap(({ key }) => key ?? []);
  await rollouts.ecs.send(new UntagResourceCommand({ resourceArn: taskDefinition?.taskDefinitionArn, tagKeys }));
}

it('tells in the deployments of the environment what was left, why, and what was gone back to', async () => {
  const run = await rollBack('kept', { reason: 'Orders fail.' });
  expect(told(run)).toEqual(BACK);
  expect(run.outputs).toMatchObject({ 'to-sha': SHA.three, source: 'release-record' });
  const id = run.outputs['github-deployment-id'] ?? '';
  const verified = await verify('kept', 'three', { 'github-deployment-id': id });
  expect(verified.outputs).toMatchObject({ result: 'healthy', 'github-deployment-id': id });

  const [two, three, four, back, ...others] = deployments('kept');
  expect(others).toEqual([]);
  expect([two?.sha, three?.sha, four?.sha, back?.sha]).toEqual([SHA.two, SHA.three, SHA.four, SHA.three]);
  expect(two?.states.at(-1)).toBe('success');
  expect(four).toMatchObject({
    states: ['in_progress', 'in_progress', 'failure'],
    last: 'rolled back to 3333333: Orders fail.',
  });
  expect(back).toMatchObject({
    id,
    description: 'rollback to 3333333 (was 4444444): Orders fail.',
    states: ['in_progress', 'success', 'success'],
    payload: {
      rollbackOf: expect.stringMatching(/:task-definition\/kept:4$/),
      rollbackOfSha: SHA.four,
      reason: 'Orders fail.',
      taskDefinition: expect.stringMatching(/:task-definition\/kept:3$/),
    },
  });
});

describe('without the tags', () => {
  beforeAll(async () => {
    for (const number of [2, 3, 4]) await loseTags(`untagged:${number}`);
  });

  it('the list has what GitHub knows', async () => {
    const run = await rollBack('untagged', { list: 'true' });
    expect(JSON.parse(run.outputs['releases'] ?? '')).toMatchObject([
      { number: 4, state: 'unproven', sha: SHA.four },
      { number: 3, state: 'proven', sha: SHA.three },
      { number: 2, state: 'proven', sha: SHA.two },
      { number: 1, state: 'unproven' },
    ]);
  });

  it('a commit is found by its deployment', async () => {
    const run = await rollBack('untagged', { to: SHA.two.slice(0, 9), 'dry-run': 'true' });
    expect(told(run)).toEqual({ ...BACK, outcome: 'dry-run' });
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.two, source: 'named' });
    expect(run.log).toContain("commit 222222222: no revision names it, GitHub's record does");
  });

  it('the release that was proven last is found, and both deployments are told', async () => {
    const run = await rollBack('untagged');
    expect(told(run)).toEqual(BACK);
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.three, source: 'github-record' });
    expect(run.summary).toContain("the one proven last by GitHub's record");
    expect(await serving(urls.get('untagged') ?? '')).toEqual(['three']);
    const [, , four, back] = deployments('untagged');
    expect(four).toMatchObject({ sha: SHA.four, states: ['in_progress', 'in_progress', 'failure'] });
    expect(back).toMatchObject({
      id: run.outputs['github-deployment-id'],
      sha: SHA.three,
      states: ['in_progress', 'success'],
    });
  });

  it('the next one goes further back, by GitHub as well', async () => {
    const run = await rollBack('untagged', { cooldown: '0', 'dry-run': 'true' });
    expect(told(run)).toEqual({ ...BACK, outcome: 'dry-run' });
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.two });
    expect(run.log).toMatch(/untagged:4.*: no, it was left .* as bad/);
  });
});

it('keeps one deployment of a rollback that two jobs begin at once', async () => {
  const runs = await Promise.all(['11', '12'].map((runId) => rollBack('twice', {}, { runId })));
  for (const run of runs) expect(told(run)).toEqual(BACK);
  expect(await serving(urls.get('twice') ?? '')).toEqual(['three']);
  const [, , four, back, ...others] = deployments('twice');
  expect(others).toEqual([]);
  expect(four?.states.at(-1)).toBe('failure');
  expect(back?.states.at(-1)).toBe('success');
  expect(runs.map(({ outputs }) => outputs['github-deployment-id'])).toEqual([back?.id, back?.id]);
});
