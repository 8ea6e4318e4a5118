import { afterEach, describe, expect, it } from '@jest/globals';
import { alternateGroup, makeBlueGreen, productionRule, testRule } from './testing/blue-green.ts';
import type { BlueGreen } from './testing/blue-green.ts';
import { text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 };
const rollbackable = { ...blueGreen, deploymentCircuitBreaker: { enable: true, rollback: true } };

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

describe('StopServiceDeployment', () => {
  it('is obeyed before the first look of the scheduler', async () => {
    world = await makeBlueGreen(blueGreen);
    const [one] = await world.deployments();
    await world.update('two');
    const { serviceDeploymentArn, status } = await world.current();
    expect(status).toBe('PENDING');
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([{ id: one?.['id'], rolloutState: 'COMPLETED' }]);
    expect(world.routing.shifts).toEqual([]);
  });

  it('changes nothing about one that is stopping or rolling back, and is a conflict afterwards', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    const first = text(await world.atStage('BAKE_TIME'), 'serviceDeploymentArn');
    await world.update('three');
    await world.call('StopServiceDeployment', { serviceDeploymentArn: first });
    const second = text(await world.atStage('BAKE_TIME'), 'serviceDeploymentArn');
    await world.call('StopServiceDeployment', { serviceDeploymentArn: second });
    await world.atStatus('ROLLBACK_IN_PROGRESS');
    await world.call('StopServiceDeployment', { serviceDeploymentArn: second });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    for (const serviceDeploymentArn of [first, second]) {
      await expect(world.call('StopServiceDeployment', { serviceDeploymentArn })).rejects.toMatchObject({
        code: 'ConflictException',
      });
    }
  });
});

describe('a newer deployment during a rollback', () => {
  it('takes blue, which has the traffic again, for what it replaces', async () => {
    world = await makeBlueGreen(blueGreen);
    const [one] = await world.deployments();
    await world.update('two');
    const { serviceDeploymentArn } = await world.atStage('BAKE_TIME');
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    await world.atStatus('ROLLBACK_IN_PROGRESS');
    await world.update('three');
    await world.atStage('SCALE_UP');
    expect(await world.deployments()).toMatchObject([{ status: 'PRIMARY' }, { id: one?.['id'], runningCount: 1 }]);
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
    await world.atStatus('SUCCESSFUL');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    expect(await world.deployments()).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 1 }]);
  });

  it('that fails goes back to blue', async () => {
    world = await makeBlueGreen(blueGreen);
    const [one] = await world.deployments();
    await world.update('two');
    const { serviceDeploymentArn } = await world.atStage('BAKE_TIME');
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    await world.atStatus('ROLLBACK_IN_PROGRESS');
    await world.update('three');
    const third = await world.atStage('BAKE_TIME');
    await world.call('StopServiceDeployment', { serviceDeploymentArn: text(third, 'serviceDeploymentArn') });
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([{ id: one?.['id'], rolloutState: 'COMPLETED', runningCount: 1 }]);
  });
});
