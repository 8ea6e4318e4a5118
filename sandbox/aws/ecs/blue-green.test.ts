import { afterEach, describe, expect, it } from '@jest/globals';
import { alternateGroup, makeBlueGreen, productionRule, shiftable, testRule } from './testing/blue-green.ts';
import type { BlueGreen, Glimpse } from './testing/blue-green.ts';
import { object, objects, targetGroup, text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 };

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

describe('two load balancers', () => {
  it('are shifted together', async () => {
    const second = { group: `${targetGroup}/a2`, other: `${targetGroup}/b2`, rule: `${productionRule}2` };
    const [first] = objects(shiftable['loadBalancers']);
    const advancedConfiguration = {
      alternateTargetGroupArn: second.other,
      productionListenerRule: second.rule,
      roleArn: 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
    };
    world = await makeBlueGreen(blueGreen);
    world.targetGroups.add(second.group);
    world.targetGroups.add(second.other);
    world.routing.add(second.rule, second.group);
    const loadBalancers = [first ?? {}, { ...first, targetGroupArn: second.group, advancedConfiguration }];
    await world.call('UpdateService', { service: 'web', loadBalancers });
    await world.atStage('BAKE_TIME');
    // Blue was never in the second pair, so green is in its first group; in the first pair it takes the other one.
    expect(world.routing.weights(productionRule)).toContainEqual({ targetGroupArn: alternateGroup, weight: 100 });
    expect(world.routing.weights(second.rule)).toContainEqual({ targetGroupArn: second.group, weight: 100 });
    await world.atStatus('SUCCESSFUL');
    expect(world.targetGroups.health(second.group)).toMatchObject([{ state: 'healthy' }]);
  });
});

describe('a rolling deployment that is superseded by a blue/green one', () => {
  it('is cleared, and what it had replaced is made whole, before green comes up', async () => {
    world = await makeBlueGreen({ strategy: 'ROLLING' });
    await world.call('UpdateService', { service: 'web', desiredCount: 2 });
    await world.until(async () => (await world.service())['runningCount'] === 2);
    const [one] = await world.deployments();
    await world.update('two', { deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
    await world.until(async () => (await world.deployments())[0]?.['runningCount'] === 1);
    await world.update('three', { deploymentConfiguration: blueGreen });
    await world.atStage('RECONCILE_SERVICE');
    await world.atStage('PRE_SCALE_UP');
    expect(await world.deployments()).toMatchObject([{ runningCount: 0 }, { id: one?.['id'], runningCount: 2 }]);
    await world.atStatus('SUCCESSFUL');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
  });
});
