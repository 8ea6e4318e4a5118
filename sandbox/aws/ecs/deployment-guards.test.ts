import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import type { EcsOptions } from './ecs.ts';
import type { PlacementRefusal } from './placement.ts';
import { makeBlueGreen, productionRule } from './testing/blue-green.ts';
import type { BlueGreen } from './testing/blue-green.ts';
import { balanced, object, objects, serviceOf, text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const watched = (rollback: boolean): JsonObject => ({
  alarms: { alarmNames: ['errors', 'latency'], enable: true, rollback },
});
const rolling = (configuration: JsonObject, options: Partial<EcsOptions> = {}): Promise<BlueGreen> =>
  makeBlueGreen({ strategy: 'ROLLING', ...configuration }, { service: balanced, ...options });
const running = async (): Promise<boolean> => (await world.deployments())[0]?.['runningCount'] === 1;
const told = async (): Promise<readonly string[]> => (await world.events()).map((event) => event.text);

describe('alarms of a rolling deployment', () => {
  it('are watched for a while after the old tasks have gone', async () => {
    world = await rolling(watched(true));
    await world.update('two');
    await world.until(async () => (await world.deployments()).length === 1);
    expect(await world.deployments()).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
    expect(await world.current()).toMatchObject({
      alarms: { status: 'MONITORING', alarmNames: ['errors', 'latency'] },
    });
    const baked = await world.until(async () => (await world.current())['status'] === 'SUCCESSFUL');
    expect(baked).toBeGreaterThanOrEqual(290);
    expect(baked).toBeLessThanOrEqual(310);
    expect(await world.current()).toMatchObject({ alarms: { status: 'MONITORING_COMPLETE' } });
  });

  it.each([
    ['while tasks are replaced', running],
    ['while it bakes', async () => (await world.deployments()).length === 1],
  ])('roll it back when one goes off %s', async (_, moment) => {
    world = await rolling({ ...watched(true), bakeTimeInMinutes: 10 });
    const [one] = await world.deployments();
    await world.update('two');
    await world.seconds(10);
    await world.until(moment);
    world.alarms.states.set('latency', 'ALARM');
    await world.seconds(10);
    const [back, failed] = await world.deployments();
    expect(back).toMatchObject({ id: one?.['id'], rolloutState: 'IN_PROGRESS' });
    expect(failed).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment alarm: alarm detected.',
    });
    expect(await told()).toContainEqual(
      `(service web) (deployment ${text(failed ?? {}, 'id')}) deployment failed: alarm detected.`,
    );
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.current()).toMatchObject({
      alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['latency'] },
      statusReason: 'Service deployment rolled back because an alarm was detected.',
    });
    expect(await world.deployments()).toMatchObject([{ id: one?.['id'], runningCount: 1, rolloutState: 'COMPLETED' }]);
  });

  it('without rollback fail it, and it stays where it is', async () => {
    world = await rolling({ ...watched(false), bakeTimeInMinutes: 10 });
    await world.update('two');
    await world.until(running);
    world.alarms.states.set('errors', 'ALARM');
    await world.seconds(10);
    expect(await world.current()).toMatchObject({ status: 'STOP_REQUESTED' });
    await world.seconds(10);
    expect(await world.current()).toMatchObject({
      status: 'STOPPED',
      statusReason: expect.stringContaining('stopped'),
    });
    expect((await world.deployments())[0]).toMatchObject({ status: 'PRIMARY', rolloutState: 'FAILED' });
  });

  it('are not watched when one is in ALARM already', async () => {
    world = await rolling(watched(true));
    world.alarms.states.set('errors', 'ALARM');
    await world.update('two');
    await world.atStatus('SUCCESSFUL');
    expect(await world.current()).toMatchObject({ alarms: { status: 'DISABLED' } });
  });
});

describe('alarms of a blue/green deployment', () => {
  it('give the traffic back when one goes off during the bake time', async () => {
    world = await makeBlueGreen({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, ...watched(true) });
    await world.update('two');
    await world.atStage('BAKE_TIME');
    world.alarms.states.set('errors', 'ALARM');
    await world.seconds(10);
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
  });

  it('without rollback leave both revisions and the traffic as they are; the next deployment starts over from blue', async () => {
    world = await makeBlueGreen({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, ...watched(false) });
    await world.update('two');
    await world.atStage('BAKE_TIME');
    world.alarms.states.set('errors', 'ALARM');
    await world.atStatus('STOPPED');
    await world.seconds(120);
    expect(await world.deployments()).toMatchObject([
      { rolloutState: 'FAILED', runningCount: 1 },
      { rolloutState: 'COMPLETED', runningCount: 1 },
    ]);
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    await world.update('three');
    await world.atStatus('SUCCESSFUL');
    expect(await world.deployments()).toHaveLength(1);
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
  });
});

describe('time limits of a blue/green deployment', () => {
  it('end it when green has not come up after a day', async () => {
    world = await makeBlueGreen({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 });
    world.runtime.behaviours.set('ill', { health: 'unhealthy' });
    // Nobody counts its failures: there is no circuit breaker.
    await world.update('ill', { healthCheckGracePeriodSeconds: 2_000_000 });
    await world.atStage('SCALE_UP');
    await world.seconds(23 * 3600);
    expect(await world.current()).toMatchObject({ status: 'IN_PROGRESS' });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect((await world.events()).map((event) => event.text)).toContainEqual(
      expect.stringMatching(/deployment failed: timed out\.$/),
    );
  });
});

describe('the first blue/green deployment of a service', () => {
  it('has nothing to go back to: it fails, and stays', async () => {
    world = await makeBlueGreen({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 });
    const pause = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] };
    await world.call('CreateService', {
      ...serviceOf(await world.register('one')),
      serviceName: 'other',
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0, lifecycleHooks: [pause] },
    });
    const listed = async (): Promise<JsonObject> => {
      const { serviceDeployments } = await world.call('ListServiceDeployments', { service: 'other' });
      return objects(serviceDeployments)[0] ?? {};
    };
    const arn = text(await listed(), 'serviceDeploymentArn');
    const described = async (): Promise<JsonObject> => {
      const { serviceDeployments } = await world.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
      return objects(serviceDeployments)[0] ?? {};
    };
    await world.until(async () => (await described())['lifecycleStage'] === 'POST_SCALE_UP');
    const [hook] = objects((await described())['lifecycleHookDetails']);
    const hookId = text(hook ?? {}, 'hookId');
    await world.call('ContinueServiceDeployment', { serviceDeploymentArn: arn, hookId, action: 'ROLLBACK' });
    await world.until(async () => (await listed())['status'] === 'STOPPED');
    const { services } = await world.call('DescribeServices', { services: ['other'] });
    expect(services).toMatchObject([{ deployments: [{ status: 'PRIMARY', rolloutState: 'FAILED', runningCount: 1 }] }]);
  });
});

describe('early success', () => {
  const early = (cleanup: string, healthyPercent = 50): JsonObject => ({
    minimumHealthyPercent: 50,
    earlySuccessCriteria: { enable: true, healthyPercent, sourceServiceRevisionCleanup: cleanup },
  });

  it('completes with the old tasks still there when their end is deferred', async () => {
    world = await rolling(early('DEFERRED'));
    await world.update('two');
    await world.atStatus('SUCCESSFUL');
    const frozen = await world.current();
    expect(await world.deployments()).toMatchObject([{ rolloutState: 'COMPLETED' }, { status: 'ACTIVE' }]);
    const { serviceDeploymentArn } = frozen;
    await expect(world.call('StopServiceDeployment', { serviceDeploymentArn })).rejects.toMatchObject({
      code: 'ConflictException',
    });
    await world.until(async () => (await world.deployments()).length === 1);
    expect(await world.current()).toEqual(frozen);
    expect(await told()).toContainEqual('(service web) has reached a steady state.');
  });

  it('waits for the old tasks when it is told to', async () => {
    world = await rolling(early('BLOCKING'));
    await world.update('two');
    await world.atStatus('SUCCESSFUL');
    expect(await world.deployments()).toHaveLength(1);
  });

  it('does not come before the share of healthy tasks, rounded up', async () => {
    world = await rolling({ ...early('DEFERRED', 60), maximumPercent: 150 });
    await world.call('UpdateService', { service: 'web', desiredCount: 4 });
    await world.until(async () => (await world.service())['runningCount'] === 4);
    await world.update('two');
    await world.atStatus('SUCCESSFUL');
    // 60 percent of 4 is 2.4.
    const target = object((await world.current())['targetServiceRevision']);
    expect(Number(target['runningTaskCount'])).toBeGreaterThanOrEqual(3);
    await world.until(async () => (await world.deployments())[0]?.['runningCount'] === 4);
  });
});

describe('a shortage of capacity', () => {
  it('is told once, starts no task, and is tried again', async () => {
    let refusal: PlacementRefusal | undefined;
    world = await rolling({}, { placement: { refusal: () => refusal } });
    refusal = { reason: 'Capacity is unavailable at this time.', failure: 'Capacity is unavailable at this time.' };
    await world.update('two');
    await world.seconds(120);
    expect((await told()).filter((line) => line.includes('unable to place'))).toEqual([
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.',
    ]);
    expect(await world.deployments()).toMatchObject([{ pendingCount: 0, failedTasks: 0 }, { runningCount: 1 }]);
    refusal = undefined;
    await world.atStatus('SUCCESSFUL');
  });

  it('lets in as many as there is room for', async () => {
    let room = 2;
    world = await rolling(
      {},
      { placement: { refusal: () => (room-- > 0 ? undefined : { reason: 'x', failure: 'x' }) } },
    );
    await world.call('UpdateService', { service: 'web', desiredCount: 4 });
    await world.seconds(20);
    expect(await world.deployments()).toMatchObject([{ runningCount: 1, pendingCount: 1 }]);
  });
});

describe('what is not known for certain', () => {
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };

  it('a rollback may have an id of its own', async () => {
    world = await rolling(breaker, { unsure: { rollbackDeploymentId: 'new' } });
    const [one] = await world.deployments();
    world.runtime.behaviours.set('bad', { exit: { after: 1000, exitCode: 1, outOfMemory: false } });
    await world.update('bad');
    await world.atStatus('ROLLBACK_IN_PROGRESS');
    const ids = (await world.deployments()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids[2]).toBe(one?.['id']);
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([
      { id: ids[0], taskDefinition: one?.['taskDefinition'], rolloutState: 'COMPLETED', runningCount: 1 },
    ]);
  });

  it.each([true, false])(
    'UpdateService may tell the service deployment: %s',
    async (updateAnswersServiceDeployment) => {
      world = await rolling({}, { unsure: { updateAnswersServiceDeployment } });
      const { service } = await world.update('two');
      const { serviceDeploymentArn } = await world.current();
      expect(object(service)['currentServiceDeployment']).toBe(
        updateAnswersServiceDeployment ? serviceDeploymentArn : undefined,
      );
    },
  );

  it('BLUE_GREEN without bake time may be accepted', async () => {
    world = await makeBlueGreen({ strategy: 'BLUE_GREEN' }, { unsure: { bakeTimeRequired: false } });
    expect(await world.current()).toMatchObject({ status: 'SUCCESSFUL' });
  });
});
