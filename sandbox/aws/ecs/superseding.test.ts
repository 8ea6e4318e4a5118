import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { alternateGroup, makeBlueGreen, productionRule } from './testing/blue-green.ts';
import type { BlueGreen } from './testing/blue-green.ts';
import { text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 };
const rolling = { strategy: 'ROLLING', bakeTimeInMinutes: 5 };
const paused = { ...blueGreen, lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }] };
const canary = { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 } };
const whole = async (): Promise<boolean> => (await world.deployments())[0]?.['runningCount'] === 1 && world.served();
const baking = async (): Promise<boolean> => {
  const [alone, ...others] = await world.deployments();
  return others.length === 0 && alone?.['rolloutState'] === 'IN_PROGRESS' && world.served();
};

/** Looks every second until the newest service deployment has this status: requests find a healthy target all the time. */
async function servedUntil(status: string): Promise<void> {
  await world.until(async () => {
    expect(world.served()).toBe(true);
    return (await world.current())['status'] === status;
  });
}

describe('a first deployment that never completed, but serves', () => {
  it.each<readonly [string, JsonObject, JsonObject]>([
    ['BLUE_GREEN by BLUE_GREEN', blueGreen, blueGreen],
    ['paused BLUE_GREEN by BLUE_GREEN', paused, { ...blueGreen, lifecycleHooks: [] }],
    ['BLUE_GREEN by CANARY', blueGreen, canary],
    ['BLUE_GREEN by ROLLING', blueGreen, rolling],
    ['ROLLING by BLUE_GREEN', rolling, blueGreen],
    ['ROLLING by ROLLING', rolling, rolling],
  ])('serves until the one that supersedes it does: %s', async (...[, first, second]) => {
    world = await makeBlueGreen(first, { first: 'IN_PROGRESS' });
    await world.until(whole);
    await world.update('two', { deploymentConfiguration: second });
    await servedUntil('SUCCESSFUL');
    expect(await world.deployments()).toHaveLength(1);
  });

  it('is not waited for when it does not: what mends it may come up', async () => {
    world = await makeBlueGreen({ ...blueGreen, minimumHealthyPercent: 0 }, { first: 'IN_PROGRESS' });
    await world.until(whole);
    await world.call('UpdateService', { service: 'web', desiredCount: 3 });
    world.runtime.behaviours.set('one', { pullError: 'no such image' });
    await world.update('two');
    await servedUntil('SUCCESSFUL');
  });

  it('is kept also when it comes to serve only later', async () => {
    const healthCheck = { command: ['CMD', 'true'], interval: 30 };
    world = await makeBlueGreen(blueGreen, { first: 'IN_PROGRESS', service: {} });
    const taskDefinition = await world.register('late', { healthCheck });
    await world.update('late', { taskDefinition });
    await world.until(async () => (await world.service())['runningCount'] === 1);
    await world.update('three');
    await world.until(async () => (await world.current())['lifecycleStage'] === 'BAKE_TIME');
    expect(await world.deployments()).toMatchObject([{ runningCount: 1 }, { taskDefinition, runningCount: 1 }]);
  });

  it('has the traffic from then on, wherever its rule sent it', async () => {
    world = await makeBlueGreen(blueGreen, { first: 'IN_PROGRESS' });
    world.routing.shift(productionRule, [{ targetGroupArn: alternateGroup, weight: 100 }]);
    await world.until(async () => (await world.deployments())[0]?.['runningCount'] === 1);
    await world.seconds(20);
    expect(world.served()).toBe(false);
    await world.update('two');
    await servedUntil('SUCCESSFUL');
  });

  it('is nothing to go back to', async () => {
    world = await makeBlueGreen(blueGreen, { first: 'IN_PROGRESS' });
    await world.until(whole);
    await world.update('two');
    const { serviceDeploymentArn } = await world.atStage('SCALE_UP');
    await expect(world.call('StopServiceDeployment', { serviceDeploymentArn })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});

describe('a rolling deployment that bakes, its old tasks gone', () => {
  it('serves until the blue/green one that supersedes it does', async () => {
    world = await makeBlueGreen(rolling);
    await world.update('two');
    await world.until(baking);
    await world.update('three', { deploymentConfiguration: blueGreen });
    await servedUntil('SUCCESSFUL');
  });

  it('serves on while what had completed comes up again', async () => {
    world = await makeBlueGreen(rolling);
    const [one] = await world.deployments();
    await world.update('two');
    await world.until(baking);
    await world.update('three', { deploymentConfiguration: blueGreen });
    const { serviceDeploymentArn } = await world.atStage('BAKE_TIME');
    await world.call('StopServiceDeployment', { serviceDeploymentArn });
    await servedUntil('ROLLBACK_SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([{ id: one?.['id'], runningCount: 1 }]);
  });
});

describe('a deployment that failed without rollback, and has the traffic', () => {
  it.each([blueGreen, rolling])('gives it back to blue before the next one clears it away: %j', async (next) => {
    const alarms = { alarmNames: ['errors'], enable: true, rollback: false };
    world = await makeBlueGreen({ ...blueGreen, alarms });
    await world.update('two');
    await world.atStage('BAKE_TIME');
    world.alarms.states.set('errors', 'ALARM');
    await world.atStatus('STOPPED');
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 0, web2: 100 });
    await world.update('three', { deploymentConfiguration: next });
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
    await servedUntil('SUCCESSFUL');
  });
});

describe('a rollback from CLEAN_UP, blue coming up again', () => {
  it('leaves the traffic with green when a newer deployment supersedes it', async () => {
    world = await makeBlueGreen(blueGreen);
    await world.update('two');
    const current = await world.atStage('CLEAN_UP');
    await world.seconds(10);
    await world.call('StopServiceDeployment', { serviceDeploymentArn: text(current, 'serviceDeploymentArn') });
    await world.atStage('SCALE_UP');
    await world.update('three');
    await servedUntil('SUCCESSFUL');
    expect(await world.deployments()).toHaveLength(1);
  });
});

describe('a deployment that completed with no task, and can have none', () => {
  it('does not hold up the one that mends it', async () => {
    world = await makeBlueGreen(blueGreen);
    world.runtime.behaviours.set('bad', { pullError: 'no such image' });
    await world.update('bad', { desiredCount: 0 });
    await world.atStatus('SUCCESSFUL');
    await world.call('UpdateService', { service: 'web', desiredCount: 1 });
    await world.update('worse');
    await world.update('good');
    await world.atStatus('SUCCESSFUL');
    expect(await world.deployments()).toMatchObject([{ runningCount: 1 }]);
    expect(world.served()).toBe(true);
  });
});
