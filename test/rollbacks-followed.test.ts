import { setTimeout as delay } from 'node:timers/promises';
import { UpdateServiceCommand, type DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeededRepository } from '#sandbox/github/rest/store';
import { createAlarm, type Alarm } from './support/alarm.ts';
import { pushImage } from './support/rollout-app.ts';
import { CLUSTER, serving, told, type Acted, type ActOptions } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** Commits of the releases. */
const SHA = { good: '1'.repeat(40), lying: '2'.repeat(40) } as const;
type Release = keyof typeof SHA;
const SERVICES = ['watched', 'byhand', 'shared', 'cut-off'] as const;
type ServiceName = (typeof SERVICES)[number];
type Inputs = Readonly<Record<string, string>>;

/** The release before takes a while to start, so that the way back to it can be met half-way. */
const ENVIRONMENT: Readonly<Record<Release, string>> = {
  good: 'RELEASE=good\nSTART_AFTER_MS=2500',
  lying: 'RELEASE=lying\nFAIL_EVERY=1',
};
const ALARMS: DeploymentConfiguration = { alarms: { alarmNames: ['errors'], enable: true, rollback: true } };

let alarm: Alarm;
let repository: SeededRepository;
const images = new Map<string, string>();

const stage = setStage({
  services: {
    watched: { gracePeriod: 600, configuration: ALARMS },
    byhand: { gracePeriod: 600 },
    shared: { gracePeriod: 600 },
    'cut-off': { gracePeriod: 600 },
  },
  prepare: async (rollouts) => {
    alarm = await createAlarm(rollouts, 'errors');
  },
});

beforeAll(async () => {
  const { sandbox } = stage.rollouts;
  const commits = Object.values(SHA).map((sha) => ({ sha, message: sha }));
  repository = sandbox.github.seed('example/web', { commits });
  for (const sha of Object.values(SHA)) {
    images.set(sha, (await pushImage(sandbox, { repository: 'web', sha })).image);
  }
  await Promise.all(
    SERVICES.map(async (service) => {
      expect((await ship(service, 'good')).outputs['outcome']).toBe('deployed');
      const proof = { service, url: stage.urlOf(service), 'expect-version': SHA.good, 'version-from': 'json:$.sha' };
      expect((await stage.rollouts.act('health-verify', proof)).outputs['result']).toBe('healthy');
    }),
  );
}, 120_000);

afterAll(() => alarm.destroy());

const record = (): Inputs => ({ environment: 'production', token: stage.rollouts.sandbox.github.token });

function ship(service: ServiceName, release: Release, inputs: Inputs = {}): Promise<Acted> {
  const being = { image: images.get(SHA[release]) ?? '', 'environment-variables': ENVIRONMENT[release] };
  return stage.rollouts.act(
    'deploy-ecs',
    { service, environment: 'production', ...being, ...inputs },
    { sha: SHA[release] },
  );
}

async function shipLying(service: ServiceName): Promise<void> {
  // Healthy, and not yet completed where ECS still watches alarms.
  expect((await ship(service, 'lying', { 'wait-for': 'healthy' })).outputs['outcome']).toBe('deployed');
}

/** Goes back from the lying release, and verifies. */
function rollBack(service: ServiceName, options: ActOptions = {}): Promise<Acted> {
  const verify = { 'verify-url': stage.urlOf(service), 'verify-version-from': 'json:$.sha', 'verify-timeout': '20s' };
  const inputs = { service, 'only-if-current': `${service}:3`, 'wait-for-minutes': '1', ...verify, ...record() };
  return stage.rollouts.act('rollback', inputs, options);
}

/** Waits until the service is on its way back. */
async function turning(service: ServiceName): Promise<void> {
  while ((await stage.rollouts.wanted(service)) !== `${service}:2`) await delay(20);
}

/** The GitHub deployments of rollbacks of a service. */
function rollbacksOf(service: ServiceName) {
  return [...repository.state.deployments.values()]
    .filter(({ payload }) => typeof payload === 'object' && payload['service'] === service && 'rollbackOf' in payload)
    .map(({ id, statuses }) => ({ id: String(id), states: statuses.map(({ state }) => state) }));
}

const BACK = { exitCode: 0, outcome: 'rolled-back', errors: [] };
/** Marks of the release left, the one gone back to, and its proof. */
const MARKS = ['TagResource', 'TagResource', 'TagResource'];

describe('a rollback that is followed, with verify-url', () => {
  it('of ECS itself, after an alarm, is verified and recorded', async () => {
    await shipLying('watched');
    await alarm.set('ALARM');
    await turning('watched');
    const run = await rollBack('watched');
    expect(told(run)).toEqual(BACK);
    expect(run.outputs).toMatchObject({
      source: 'under-way',
      method: 'stop-deployment',
      'to-sha': SHA.good,
      verification: 'healthy',
    });
    expect(run.writes).toEqual(MARKS);
    expect(run.log).toMatch(/^Marked proven: watched:2$/m);
    expect(rollbacksOf('watched')).toEqual([
      { id: run.outputs['github-deployment-id'], states: ['in_progress', 'success'] },
    ]);
    expect(await serving(stage.urlOf('watched'))).toEqual(['good']);
  }, 60_000);

  it('of somebody, by hand, is verified and recorded', async () => {
    await shipLying('byhand');
    const update = { cluster: CLUSTER, service: 'byhand', taskDefinition: 'byhand:2' };
    await stage.rollouts.ecs.send(new UpdateServiceCommand(update));
    const run = await rollBack('byhand');
    expect(told(run)).toEqual(BACK);
    expect(run.outputs).toMatchObject({ source: 'under-way', method: 'update-service', verification: 'healthy' });
    expect(run.writes).toEqual(MARKS);
    expect(run.outputs['reason']).toMatch(/Verified: .* from version 1111111\.$/);
    expect(rollbacksOf('byhand')).toEqual([
      { id: run.outputs['github-deployment-id'], states: ['in_progress', 'success'] },
    ]);
  }, 60_000);

  it('of another job is verified by both, and recorded once', async () => {
    await shipLying('shared');
    let second: Promise<Acted> | undefined;
    const onLine = (line: string): void => {
      if (line.startsWith('method: ')) second ??= turning('shared').then(() => rollBack('shared', { runId: '12' }));
    };
    const first = await rollBack('shared', { runId: '11', onLine });
    const followed = await second;
    for (const run of [first, followed]) expect(run && told(run)).toEqual(BACK);
    expect([first.outputs['verification'], followed?.outputs['verification']]).toEqual(['healthy', 'healthy']);
    expect(followed?.outputs['source']).toBe('under-way');
    const id = first.outputs['github-deployment-id'];
    expect(followed?.outputs['github-deployment-id']).toBe(id);
    expect(rollbacksOf('shared')).toEqual([{ id, states: ['in_progress', 'success', 'success'] }]);
  }, 60_000);

  it('of this job, before it was cut off and run again, is verified and recorded once', async () => {
    await shipLying('cut-off');
    const job = new AbortController();
    const onLine = (line: string): void => {
      if (line.startsWith('method: ')) job.abort();
    };
    const cut = await rollBack('cut-off', { runId: '21', signal: job.signal, onLine });
    expect(told(cut)).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
    const again = await rollBack('cut-off', { runId: '21' });
    expect(told(again)).toEqual(BACK);
    expect(again.outputs).toMatchObject({ source: 'under-way', verification: 'healthy' });
    const id = again.outputs['github-deployment-id'];
    expect(rollbacksOf('cut-off')).toEqual([{ id, states: ['in_progress', 'error', 'success'] }]);
  }, 60_000);
});
