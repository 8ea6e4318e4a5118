import { afterEach, describe, expect, it } from '@jest/globals';
import { alternateGroup, makeBlueGreen, productionRule, testRule } from './testing/blue-green.ts';
import type { BlueGreen, Glimpse } from './testing/blue-green.ts';
import { object, objects, targetGroup, text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 };
const rollbackable = { ...blueGreen, deploymentCircuitBreaker: { enable: true, rollback: true } };

const short = (seen: readonly Glimpse[]): readonly string[] =>
  seen.map(({ stage, production, test }) => `${stage} ${String(production)} ${String(test)}`);

const upToTest = ['PRE_SCALE_UP 0 0', 'SCALE_UP 0 0', 'POST_SCALE_UP 0 0', 'TEST_TRAFFIC_SHIFT 0 100'];
const sequences: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'BLUE_GREEN',
    blueGreen,
    [
      ...upToTest,
      'POST_TEST_TRAFFIC_SHIFT 0 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 0 100',
      'PRODUCTION_TRAFFIC_SHIFT 100 100',
      'POST_PRODUCTION_TRAFFIC_SHIFT 100 100',
      'BAKE_TIME 100 100',
      'CLEAN_UP 100 100',
    ],
  ],
  [
    'CANARY',
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 2.5, canaryBakeTimeInMinutes: 1 } },
    [
      ...upToTest,
      'POST_TEST_TRAFFIC_SHIFT 0 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 0 100',
      'PRODUCTION_TRAFFIC_SHIFT 2.5 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 2.5 100',
      'PRODUCTION_TRAFFIC_SHIFT 100 100',
      'POST_PRODUCTION_TRAFFIC_SHIFT 100 100',
      'BAKE_TIME 100 100',
      'CLEAN_UP 100 100',
    ],
  ],
  [
    'LINEAR',
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 } },
    [
      ...upToTest,
      'POST_TEST_TRAFFIC_SHIFT 0 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 0 100',
      'PRODUCTION_TRAFFIC_SHIFT 40 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 40 100',
      'PRODUCTION_TRAFFIC_SHIFT 80 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 80 100',
      'PRODUCTION_TRAFFIC_SHIFT 100 100',
      'POST_PRODUCTION_TRAFFIC_SHIFT 100 100',
      'BAKE_TIME 100 100',
      'CLEAN_UP 100 100',
    ],
  ],
];

describe('the stages of a deployment', () => {
  it.each(sequences)(
    '%s goes through all of them, and moves the traffic on the way',
    async (_, configuration, stages) => {
      world = await makeBlueGreen({ ...configuration });
      await world.update('two');
      expect(short(await world.watch())).toEqual(stages);
      expect(await world.current()).toMatchObject({ status: 'SUCCESSFUL' });
      expect(await world.deployments()).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 1 }]);
    },
  );

  it('shift the production rule by whole weights, and the test rule once', async () => {
    world = await makeBlueGreen({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 2.5, canaryBakeTimeInMinutes: 1 },
    });
    await world.update('two');
    await world.atStatus('SUCCESSFUL');
    expect(world.shiftsOf(productionRule)).toEqual([
      { web: 975, web2: 25 },
      { web: 0, web2: 100 },
    ]);
    expect(world.shiftsOf(testRule)).toEqual([{ web: 0, web2: 100 }]);
  });

  it('bake as long as they are told', async () => {
    world = await makeBlueGreen({
      strategy: 'LINEAR',
      bakeTimeInMinutes: 3,
      linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 4 },
    });
    await world.update('two');
    await world.atStage('PRODUCTION_TRAFFIC_SHIFT');
    const step = await world.until(
      async () => (await world.current())['lifecycleStage'] !== 'PRODUCTION_TRAFFIC_SHIFT',
    );
    expect(step).toBe(240);
    await world.atStage('BAKE_TIME');
    expect(await world.until(async () => (await world.current())['lifecycleStage'] === 'CLEAN_UP')).toBe(180);
  });
});

describe('two target groups', () => {
  it('serve in turn; the revision says which one is its own', async () => {
    world = await makeBlueGreen({ ...blueGreen, bakeTimeInMinutes: 0 });
    const groupOf = async (): Promise<unknown> => {
      const arn = text(object((await world.current())['targetServiceRevision']), 'arn');
      const { serviceRevisions } = await world.call('DescribeServiceRevisions', { serviceRevisionArns: [arn] });
      return object(objects(serviceRevisions)[0])['resolvedConfiguration'];
    };
    const of = (targetGroupArn: string): object => ({
      loadBalancers: [{ targetGroupArn, productionListenerRule: productionRule }],
    });
    expect(await groupOf()).toEqual(of(targetGroup));
    for (const group of [alternateGroup, targetGroup]) {
      await world.update('two');
      await world.atStatus('SUCCESSFUL');
      expect(await groupOf()).toEqual(of(group));
      expect(world.targetGroups.health(group)).toMatchObject([{ state: 'healthy' }]);
    }
    await world.seconds(60);
    expect(world.targetGroups.health(alternateGroup)).toEqual([]);
  });

  it('keep blue whole and registered until CLEAN_UP', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    await world.atStage('BAKE_TIME');
    expect(await world.deployments()).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 1 },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 1, desiredCount: 1 },
    ]);
    expect(world.targetGroups.health(targetGroup)).toMatchObject([{ state: 'healthy' }]);
    expect((await world.current())['sourceServiceRevisions']).toMatchObject([
      { requestedProductionTrafficWeight: 0, requestedTestTrafficWeight: 0, runningTaskCount: 1 },
    ]);
  });
});

const everyStage = [
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
];

describe('a rollback', () => {
  it.each(everyStage)('asked for at %s gives the traffic back, and green goes', async (stage) => {
    world = await makeBlueGreen(blueGreen);
    const [one] = await world.deployments();
    await world.update('two');
    const { serviceDeploymentArn } = await world.atStage(stage);
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    expect(await world.current()).toMatchObject({ status: 'ROLLBACK_REQUESTED' });
    await world.seconds(10);
    expect(await world.current()).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      rollback: { reason: 'Service deployment rolled back because of a StopServiceDeployment request.' },
      targetServiceRevision: { requestedProductionTrafficWeight: 0, requestedTestTrafficWeight: 0 },
      sourceServiceRevisions: [{ requestedProductionTrafficWeight: 100 }],
    });
    expect(world.routing.weights(productionRule).find((to) => to.targetGroupArn === alternateGroup)?.weight).not.toBe(
      100,
    );
    const [primary, green] = await world.deployments();
    expect(primary).toMatchObject({ id: one?.['id'], status: 'PRIMARY', rolloutState: 'IN_PROGRESS' });
    expect(green).toMatchObject({ status: 'ACTIVE', rolloutState: 'FAILED' });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([{ id: one?.['id'], rolloutState: 'COMPLETED', runningCount: 1 }]);
  });

  it('brings blue up again first when its tasks are being stopped already', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    const { serviceDeploymentArn } = await world.atStage('CLEAN_UP');
    await world.seconds(10);
    expect((await world.deployments())[1]).toMatchObject({ runningCount: 0 });
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    await world.seconds(10);
    expect(await world.current()).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS', lifecycleStage: 'SCALE_UP' });
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    await world.atStage('PRODUCTION_TRAFFIC_SHIFT');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
    expect(world.shiftsOf(testRule).at(-1)).toEqual({ web: 100, web2: 0 });
    expect((await world.deployments())[0]).toMatchObject({ status: 'PRIMARY', runningCount: 1 });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
  });

  it('is made by the circuit breaker', async () => {
    world = await makeBlueGreen(rollbackable);
    world.runtime.behaviours.set('bad', { exit: { after: 1000, exitCode: 1, outOfMemory: false } });
    await world.update('bad');
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.current()).toMatchObject({
      lifecycleStage: 'CLEAN_UP',
      deploymentCircuitBreaker: { status: 'TRIGGERED' },
    });
    expect(world.shiftsOf(productionRule).every(({ web }) => web === 100)).toBe(true);
  });

  it('is made when the load balancer does not obey', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    await world.atStage('POST_SCALE_UP');
    world.routing.delete(productionRule);
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect((await world.events()).map((event) => event.text)).toContainEqual(
      `(service web) was unable to shift traffic. Reason: Rule '${productionRule}' not found`,
    );
  });
});

describe('a newer deployment', () => {
  it.each(['SCALE_UP', 'BAKE_TIME'])(
    'at %s gives blue its traffic back, clears the one under way, and starts over',
    async (stage) => {
      world = await makeBlueGreen(blueGreen);
      const [one] = await world.deployments();
      await world.update('two');
      const before = await world.atStage(stage);
      await world.update('three');
      expect(
        world.routing.weights(productionRule).find((to) => to.targetGroupArn === alternateGroup)?.weight ?? 0,
      ).toBe(0);
      const arns = [text(before, 'serviceDeploymentArn')];
      const former = async (): Promise<unknown> =>
        (await world.call('DescribeServiceDeployments', { serviceDeploymentArns: arns }))['serviceDeployments'];
      expect(await former()).toMatchObject([{ status: 'STOP_REQUESTED' }]);
      await world.seconds(10);
      expect(await former()).toMatchObject([{ status: 'STOPPED' }]);
      expect(await world.current()).toMatchObject({ lifecycleStage: 'RECONCILE_SERVICE', status: 'IN_PROGRESS' });
      await world.atStage('PRE_SCALE_UP');
      expect(await world.deployments()).toMatchObject([{ status: 'PRIMARY' }, { id: one?.['id'], runningCount: 1 }]);
      await world.atStatus('SUCCESSFUL');
      expect(await world.deployments()).toHaveLength(1);
      expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    },
  );
});

describe('a newer deployment in CLEAN_UP', () => {
  it('replaces green, which serves: blue is on its way out', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    await world.atStage('CLEAN_UP');
    await world.seconds(10);
    const [two] = await world.deployments();
    await world.update('three');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    await world.atStage('POST_SCALE_UP');
    expect((await world.deployments())[1]).toMatchObject({ id: two?.['id'], runningCount: 1 });
    await world.atStatus('SUCCESSFUL');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
  });
});

describe('meanwhile', () => {
  it('more tasks are started of both revisions, and none is stopped for scale-in', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    await world.atStage('BAKE_TIME');
    await world.call('UpdateService', { service: 'web', desiredCount: 3 });
    await world.seconds(70);
    expect(await world.deployments()).toMatchObject([{ runningCount: 3 }, { runningCount: 3 }]);
    await world.call('UpdateService', { service: 'web', desiredCount: 1 });
    await world.seconds(20);
    expect(await world.deployments()).toMatchObject([{ runningCount: 3 }, { runningCount: 3 }]);
    await world.atStatus('SUCCESSFUL');
    await world.until(async () => (await world.service())['runningCount'] === 1);
  });

  it('a deleted service takes its deployment with it', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    await world.atStage('BAKE_TIME');
    await world.call('DeleteService', { service: 'web', force: true });
    await world.until(async () => (await world.service())['status'] === 'INACTIVE');
    expect(await world.current()).toMatchObject({ status: 'STOPPED' });
  });

  it('the strategy can be changed: it holds from the next deployment on, in the group that serves', async () => {
    world = await makeBlueGreen({ ...blueGreen, bakeTimeInMinutes: 0 });
    await world.update('two');
    await world.call('UpdateService', { service: 'web', deploymentConfiguration: { strategy: 'ROLLING' } });
    await world.atStatus('SUCCESSFUL');
    await world.update('three');
    expect(await world.current()).toMatchObject({ deploymentConfiguration: { strategy: 'ROLLING' } });
    await world.atStatus('SUCCESSFUL');
    expect((await world.current())['lifecycleStage']).toBeUndefined();
    expect(world.targetGroups.health(alternateGroup)).toMatchObject([{ state: 'healthy' }]);
  });

  it('a service without load balancer goes through the same stages', async () => {
    world = await makeBlueGreen(blueGreen, { service: {} });
    await world.update('two');
    expect((await world.watch()).map(({ stage }) => stage)).toContain('PRODUCTION_TRAFFIC_SHIFT');
    expect(world.routing.shifts).toEqual([]);
  });
});
