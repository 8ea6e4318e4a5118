import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateServiceCommand, type DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { createAlarm, type Alarm } from './support/alarm.ts';
import { CLUSTER, told, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const canary: DeploymentConfiguration = {
  strategy: 'CANARY',
  bakeTimeInMinutes: 0,
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 },
};
const SERVICES: Readonly<Record<string, { twoGroups: boolean; configuration: DeploymentConfiguration }>> = {
  switched: { twoGroups: true, configuration: {} },
  stepped: { twoGroups: true, configuration: {} },
  single: { twoGroups: false, configuration: {} },
  early: { twoGroups: false, configuration: {} },
  held: { twoGroups: true, configuration: canary },
  watched: {
    twoGroups: true,
    configuration: {
      ...canary,
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 60 },
      alarms: { alarmNames: ['errors'], enable: true, rollback: true },
    },
  },
};

const stage = setStage({
  services: SERVICES,
  speed: 100,
  tasks: 'simulated',
  prepare: async (rollouts) => {
    alarm = await createAlarm(rollouts, 'errors');
  },
});
let alarm: Alarm;

beforeAll(async () => {
  // Not from the beginning: its first deployment would be held as well.
  const deploymentConfiguration: DeploymentConfiguration = {
    ...canary,
    lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }],
  };
  const update = { cluster: CLUSTER, service: 'held', deploymentConfiguration };
  await stage.rollouts.ecs.send(new UpdateServiceCommand(update));
});

afterAll(() => alarm.destroy());

function deploy(service: string, inputs: Readonly<Record<string, string>>, options: ActOptions = {}): Promise<Acted> {
  const being = { image: stage.image, 'environment-variables': 'RELEASE=two', 'wait-for-minutes': '90' };
  return stage.rollouts.act('deploy-ecs', { service, ...being, ...inputs }, options);
}

const DEPLOYED = { exitCode: 0, outcome: 'deployed', errors: [] };

describe('a rolling service', () => {
  it('is deployed blue/green when asked, and keeps the rest of its configuration', async () => {
    const run = await deploy('switched', { strategy: 'blue-green', 'bake-time': '4m' });
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.log).toMatch(/stage BAKE_TIME, 100 % of the traffic/);
    expect(run.summary).toMatch(/```mermaid\ngantt\n.*bake time \(/s);
    expect((await stage.rollouts.describe('switched')).deploymentConfiguration).toMatchObject({
      strategy: 'BLUE_GREEN',
      bakeTimeInMinutes: 4,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    });
  });

  it('is healthy before its bake time is over, for who waits for no more', async () => {
    const run = await deploy('switched', { 'environment-variables': 'RELEASE=three', 'wait-for': 'healthy' });
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.outputs['reason']).toBe(
      'All tasks of switched:3 (1) are healthy and have the traffic; Amazon ECS goes on with the rest.',
    );
    expect(await stage.rollouts.settle('switched')).toBe('switched:3');
  });

  it('is deployed in steps when asked', async () => {
    const run = await deploy('stepped', { strategy: 'linear', 'step-percent': '50', 'step-bake-time': '4m' });
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.log).toMatch(/, 50 % of the traffic.*, 100 % of the traffic/s);
  });

  it('is completed early when asked, and what that costs is said', async () => {
    const run = await deploy('early', { 'environment-variables': 'RELEASE=two', 'early-success-percent': '100' });
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.log).toContain(
      'strategy: rolling, completed as soon as 100 % of the new tasks are healthy; from then on',
    );
    const { deploymentConfiguration } = await stage.rollouts.describe('early');
    expect(deploymentConfiguration).toMatchObject({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      earlySuccessCriteria: { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'DEFERRED' },
    });
    expect(await stage.rollouts.settle('early')).toBe('early:2');
  });

  it('is not touched when it lacks what the strategy needs', async () => {
    const run = await deploy('single', { strategy: 'canary' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: [expect.any(String)] });
    expect(run.errors[0]).toMatch(/strategy: service single lacks alternateTargetGroupArn/);
    expect(run.writes).toEqual([]);
  });
});

describe('a canary', () => {
  it('that a pause holds passes as paused, and is followed to its end once it is answered', async () => {
    const run = await deploy('held', {});
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'paused', errors: [] });
    const { 'hook-id': hookId = '', 'service-deployment-arn': serviceDeploymentArn = '' } = run.outputs;
    const command = `--service-deployment-arn ${serviceDeploymentArn} --hook-id ${hookId} --action CONTINUE`;
    expect(run.log).toContain(command);
    expect(run.summary).toContain(command);
    const again = await deploy('held', { 'answer-pause': 'continue' });
    expect(told(again)).toEqual(DEPLOYED);
    expect(again.writes).toEqual(['ContinueServiceDeployment']);
    expect(again.outputs['service-deployment-arn']).toBe(serviceDeploymentArn);
  });

  it('that an alarm ends is rolled back, and the alarm named', async () => {
    let rang: Promise<void> | undefined;
    const onLine = (line: string): void => {
      if (line.includes('stage PRODUCTION_TRAFFIC_SHIFT, 10 %')) rang ??= alarm.set('ALARM');
    };
    const run = await deploy('watched', {}, { onLine });
    await rang;
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'rolled-back', errors: [expect.stringMatching(/alarm errors/)] });
    expect(run.summary).toMatch(/\*\*Cause: .*alarm errors/);
    expect(run.outputs['rolled-back-to']).toMatch(/watched:1$/);
    expect(await stage.rollouts.settle('watched')).toBe('watched:1');
  });
});
