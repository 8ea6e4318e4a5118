import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { makeBlueGreen, productionRule } from './testing/blue-green.ts';
import type { BlueGreen } from './testing/blue-green.ts';
import { object, objects, text } from './testing/harness.ts';

let world: BlueGreen;
afterEach(() => world.ecs.close());

const base = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 };
const pauseAt = (stages: readonly string[], timeoutConfiguration?: JsonObject): JsonObject => ({
  targetType: 'PAUSE',
  lifecycleStages: stages,
  timeoutConfiguration,
});

/** The first deployment of a service would pause as well: the hooks come with the update. */
async function paused(hook: JsonObject, configuration: JsonObject = base): Promise<JsonObject> {
  world = await makeBlueGreen(configuration);
  await world.update('two', { deploymentConfiguration: { ...configuration, lifecycleHooks: [hook] } });
  return waiting();
}

async function waiting(): Promise<JsonObject> {
  await world.until(async () => (await world.current())['status'] === 'IN_PROGRESS');
  await world.until(async () => (await world.hooks())[0]?.['status'] === 'AWAITING_ACTION', 200_000);
  return (await world.hooks())[0] ?? {};
}

const answer = async (hookId: unknown, action?: string): Promise<JsonObject> => {
  const { serviceDeploymentArn } = await world.current();
  return world.call('ContinueServiceDeployment', {
    serviceDeploymentArn,
    hookId: String(hookId),
    ...(action === undefined ? {} : { action }),
  });
};

describe('a pause', () => {
  it('holds the deployment until somebody continues it', async () => {
    const hook = await paused(pauseAt(['POST_TEST_TRAFFIC_SHIFT']));
    const expires = world.clock.now() / 1000 + 1440 * 60;
    expect(hook).toMatchObject({
      hookId: expect.stringMatching(/^ecs-pause-[\w-]{43}$/),
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      timeoutAction: 'ROLLBACK',
    });
    expect(Math.abs(Number(hook['expiresAt']) - expires)).toBeLessThan(2);
    await world.seconds(3600);
    expect(await world.current()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' });
    const { serviceDeploymentArn } = await world.current();
    expect(await answer(hook['hookId'])).toEqual({ serviceDeploymentArn });
    expect(await world.hooks()).toMatchObject([{ status: 'SUCCEEDED' }]);
    await expect(answer(hook['hookId'])).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await world.atStatus('SUCCESSFUL');
    expect((await world.current())['lifecycleHookDetails']).toBeUndefined();
  });

  it('rolls back when somebody says so', async () => {
    const hook = await paused(pauseAt(['PRE_PRODUCTION_TRAFFIC_SHIFT']));
    await answer(hook['hookId'], 'ROLLBACK');
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    expect(await world.current()).toMatchObject({
      statusReason: 'Service deployment rolled back because a lifecycle hook asked for it or failed.',
    });
    expect(world.shiftsOf(productionRule).every(({ web }) => web === 100)).toBe(true);
  });

  it.each([
    ['ROLLBACK', 'ROLLBACK_SUCCESSFUL'],
    ['CONTINUE', 'SUCCESSFUL'],
  ])('that nobody answers does what it was told: %s', async (action, status) => {
    await paused(pauseAt(['POST_SCALE_UP'], { timeoutInMinutes: 30, action }));
    const from = world.clock.now();
    await world.until(async () => (await world.hooks())[0]?.['status'] !== 'AWAITING_ACTION', 2000);
    expect(Math.round((world.clock.now() - from) / 60_000)).toBe(30);
    await world.atStatus(status);
  });

  it('comes again at every step, under another id each time', async () => {
    const canary = { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 } };
    const first = await paused(pauseAt(['PRE_PRODUCTION_TRAFFIC_SHIFT']), canary);
    await answer(first['hookId'], 'CONTINUE');
    await world.atStage('PRODUCTION_TRAFFIC_SHIFT');
    const second = await waiting();
    expect(second['hookId']).not.toBe(first['hookId']);
    expect(await world.current()).toMatchObject({ targetServiceRevision: { requestedProductionTrafficWeight: 10 } });
    await expect(answer(first['hookId'])).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await answer(second['hookId']);
    await world.atStatus('SUCCESSFUL');
  });

  it('ends with a newer deployment', async () => {
    const hook = await paused(pauseAt(['POST_SCALE_UP']));
    const arn = text(await world.current(), 'serviceDeploymentArn');
    await world.update('three', { deploymentConfiguration: { ...base, lifecycleHooks: [] } });
    await expect(
      world.call('ContinueServiceDeployment', { serviceDeploymentArn: arn, hookId: text(hook, 'hookId') }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await world.atStatus('SUCCESSFUL');
  });

  it('is unknown in a deployment that does not exist', async () => {
    const hook = await paused(pauseAt(['PRE_SCALE_UP']));
    await expect(
      world.call('ContinueServiceDeployment', { serviceDeploymentArn: 'arn:x', hookId: text(hook, 'hookId') }),
    ).rejects.toMatchObject({ code: 'ServiceDeploymentNotFoundException' });
  });
});

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:check';
const roleArn = 'arn:aws:iam::123456789012:role/hooks';

async function withFunction(
  stages: readonly string[],
  respond: (event: JsonObject, call: number) => JsonObject | Promise<JsonObject>,
): Promise<{ readonly events: readonly JsonObject[]; readonly at: readonly number[] }> {
  const events: JsonObject[] = [];
  const at: number[] = [];
  const lambda = {
    exists: (arn: string) => arn === functionArn,
    invoke: async (_arn: string, event: JsonObject) => {
      events.push(event);
      at.push(world.clock.now() / 1000);
      return respond(event, events.length);
    },
  };
  world = await makeBlueGreen(base, { lambda });
  const hook = { hookTargetArn: functionArn, roleArn, lifecycleStages: stages, hookDetails: { suite: 'smoke' } };
  await world.update('two', { deploymentConfiguration: { ...base, lifecycleHooks: [hook] } });
  return { events, at };
}

describe('a function', () => {
  it('is told what is going on, and lets the deployment pass', async () => {
    const { events } = await withFunction(['PRE_SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT'], () => ({
      hookStatus: 'SUCCEEDED',
    }));
    await world.atStatus('SUCCESSFUL');
    const target = text(object((await world.current())['targetServiceRevision']), 'arn');
    const [source] = objects((await world.current())['sourceServiceRevisions']);
    const blue = text(source ?? {}, 'arn');
    const { serviceArn } = await world.current();
    expect(events).toMatchObject([
      {
        lifecycleStage: 'PRE_SCALE_UP',
        testTrafficWeights: {},
        productionTrafficWeights: { [target]: 0, [blue]: 100 },
      },
      {
        lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
        serviceArn,
        targetServiceRevisionArn: target,
        testTrafficWeights: { [target]: 100, [blue]: 0 },
        executionDetails: { productionTrafficWeights: { [target]: 100, [blue]: 0 } },
        hookDetails: { suite: 'smoke' },
      },
    ]);
  });

  it('is called again as long as it is IN_PROGRESS, when it says and with what it gave', async () => {
    const { events, at } = await withFunction(['POST_SCALE_UP'], (_, call) =>
      call === 1
        ? { hookStatus: 'IN_PROGRESS', callBackDelay: 60, hookDetails: { seen: 1 } }
        : { hookStatus: call === 2 ? 'IN_PROGRESS' : 'SUCCEEDED' },
    );
    await world.atStage('POST_SCALE_UP');
    expect(await world.hooks()).toMatchObject([
      { hookId: expect.stringMatching(/^ecs-lambda-/), status: 'IN_PROGRESS', targetArn: functionArn },
    ]);
    await world.atStatus('SUCCESSFUL');
    expect(events.map(({ hookDetails }) => hookDetails)).toEqual([{ suite: 'smoke' }, { seen: 1 }, { seen: 1 }]);
    expect([Number(at[1]) - Number(at[0]), Number(at[2]) - Number(at[1])]).toEqual([60, 30]);
  });

  it.each<readonly [string, () => JsonObject | Promise<JsonObject>]>([
    ['says so', () => ({ hookStatus: 'FAILED' })],
    ['says nothing', () => ({})],
    ['throws', () => Promise.reject(new Error('no such table'))],
    ['never answers', () => new Promise<JsonObject>(() => undefined)],
  ])('that %s fails the deployment', async (_, respond) => {
    await withFunction(['POST_TEST_TRAFFIC_SHIFT'], respond);
    await world.atStatus('ROLLBACK_SUCCESSFUL');
  });

  it('runs at the traffic shifts of a rollback too, which it can not stop', async () => {
    const { events } = await withFunction(['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'], (_, call) => ({
      hookStatus: call === 1 ? 'SUCCEEDED' : 'FAILED',
    }));
    await world.atStatus('ROLLBACK_SUCCESSFUL');
    const stages = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'TEST_TRAFFIC_SHIFT'];
    expect(events.map(({ lifecycleStage }) => lifecycleStage)).toEqual(stages);
    expect(world.shiftsOf(productionRule).at(-1)).toEqual({ web: 100, web2: 0 });
  });
});
