import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { balanced, makeHarness, object, objects, targetGroup, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

const network = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } };
const external = { serviceName: 'web', desiredCount: 2, deploymentController: { type: 'EXTERNAL' } };

let harness: Harness | undefined;
afterEach(async () => {
  const closing = harness?.ecs.close();
  await harness?.seconds(300);
  await closing;
});

function make(): Harness {
  return (harness = makeHarness());
}

/** Oldest first. */
async function taskSets(ecs: Harness): Promise<readonly JsonObject[]> {
  const all = objects((await ecs.service())['taskSets']);
  return all.toSorted((a, b) => Number(a['createdAt']) - Number(b['createdAt']));
}

function steady(ecs: Harness, count: number): () => Promise<boolean> {
  return async () => {
    const sets = await taskSets(ecs);
    return sets.length === count && sets.every((set) => set['stabilityStatus'] === 'STEADY_STATE');
  };
}

async function createSet(ecs: Harness, more: JsonObject = {}): Promise<JsonObject> {
  const answer = await ecs.call('CreateTaskSet', {
    cluster: 'default',
    service: 'web',
    taskDefinition: 'app',
    ...network,
    ...balanced,
    ...more,
  });
  return object(answer['taskSet']);
}

describe('a service of an external controller', () => {
  it('has no tasks and no deployments until a task set is made', async () => {
    const ecs = make();
    await ecs.call('CreateCluster');
    const { service } = await ecs.call('CreateService', external);
    expect(service).toMatchObject({ deployments: [], taskSets: [], deploymentController: { type: 'EXTERNAL' } });
    await ecs.seconds(60);
    expect(await ecs.service()).toMatchObject({ runningCount: 0, pendingCount: 0, deployments: [] });
  });

  it('is carried from one task set to the next, told in the words of ECS', async () => {
    const ecs = make();
    await ecs.call('CreateCluster');
    await ecs.register('app:1');
    await ecs.call('CreateService', external);
    const blue = await createSet(ecs, { scale: { value: 100, unit: 'PERCENT' }, externalId: 'blue' });
    const id = text(blue, 'id');
    expect(blue).toMatchObject({ status: 'ACTIVE', stabilityStatus: 'STABILIZING', computedDesiredCount: 0 });
    expect(blue['taskSetArn']).toBe(`arn:aws:ecs:us-east-1:123456789012:task-set/default/web/${id}`);
    await ecs.call('UpdateServicePrimaryTaskSet', { cluster: 'default', service: 'web', primaryTaskSet: id });
    await ecs.until(steady(ecs, 1), 200);
    expect(await ecs.service()).toMatchObject({ runningCount: 2, taskDefinition: blue['taskDefinition'] });
    const texts = (await ecs.events()).map((event) => event.text.replaceAll(/\(task \w+\)/g, '(task)'));
    expect(texts).toEqual([
      `(service web) updated computedDesiredCount for taskSet ${id} to 2.`,
      '(service web) has started 2 tasks: (task) (task).',
      `(service web) registered 2 targets in (target-group ${targetGroup})`,
      `(service web, taskSet ${id}) updated state to STEADY_STATE.`,
      '(service web) has reached a steady state.',
    ]);

    const green = text(await createSet(ecs, { scale: { value: 50, unit: 'PERCENT' } }), 'id');
    await ecs.until(steady(ecs, 2), 200);
    expect((await taskSets(ecs)).map((set) => set['computedDesiredCount'])).toEqual([2, 1]);
    await ecs.call('UpdateTaskSet', {
      cluster: 'default',
      service: 'web',
      taskSet: green,
      scale: { value: 100, unit: 'PERCENT' },
    });
    await ecs.seconds(11);
    expect((await taskSets(ecs))[1]).toMatchObject({ stabilityStatus: 'STABILIZING', computedDesiredCount: 2 });
    await ecs.until(steady(ecs, 2), 200);
    await ecs.call('UpdateServicePrimaryTaskSet', { cluster: 'default', service: 'web', primaryTaskSet: green });
    expect((await taskSets(ecs)).map((set) => set['status'])).toEqual(['ACTIVE', 'PRIMARY']);
    const listed = objects((await ecs.service())['taskSets']);
    expect(listed.map((set) => set['id'])).toEqual([green, id]);
    await ecs.call('DeleteTaskSet', { cluster: 'default', service: 'web', taskSet: id, force: true });
    expect((await taskSets(ecs))[0]).toMatchObject({ status: 'DRAINING', scale: { value: 0, unit: 'PERCENT' } });
    await ecs.until(async () => (await taskSets(ecs)).length === 1, 300);
    expect((await ecs.stoppedTasks()).map((task) => task['startedBy'])).toEqual([id, id]);
    expect(ecs.targetGroups.health(targetGroup)).toHaveLength(2);
  });

  it('refuses what belongs to task sets, and tells which task sets are missing', async () => {
    const ecs = make();
    await ecs.call('CreateCluster');
    await ecs.register('app:1');
    const create = ecs.call('CreateService', { ...external, taskDefinition: 'app', ...network });
    await expect(create).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message:
        'With deployment controller EXTERNAL these belong to the task set: taskDefinition, networkConfiguration.',
    });
    await ecs.call('CreateService', external);
    const id = text(await createSet(ecs, { scale: { value: 10 } }), 'id');
    const missing = ecs.call('UpdateTaskSet', {
      cluster: 'default',
      service: 'web',
      taskSet: 'ecs-svc/1',
      scale: { value: 1 },
    });
    await expect(missing).rejects.toMatchObject({ code: 'TaskSetNotFoundException' });
    const remove = ecs.call('DeleteTaskSet', { cluster: 'default', service: 'web', taskSet: id });
    await expect(remove).rejects.toMatchObject({ code: 'InvalidParameterException' });
    const tooMuch = createSet(ecs, { scale: { value: 101 } });
    await expect(tooMuch).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(
      await ecs.call('DescribeTaskSets', { cluster: 'default', service: 'web', taskSets: [id, 'ecs-svc/1'] }),
    ).toMatchObject({
      taskSets: [{ id, scale: { value: 10, unit: 'PERCENT' } }],
      failures: [{ arn: expect.stringContaining('task-set/default/web/ecs-svc/1'), reason: 'MISSING' }],
    });
  });

  it('goes with its task sets when it is deleted', async () => {
    const ecs = make();
    await ecs.call('CreateCluster');
    await ecs.register('app:1');
    await ecs.call('CreateService', external);
    await createSet(ecs, { scale: { value: 100 } });
    await ecs.until(steady(ecs, 1), 200);
    await ecs.call('DeleteService', { service: 'web', force: true });
    await ecs.until(async () => (await ecs.service())['status'] === 'INACTIVE', 300);
    expect(await ecs.service()).toMatchObject({ taskSets: [], runningCount: 0 });
    expect(ecs.targetGroups.health(targetGroup)).toEqual([]);
  });
});

describe('a service of CodeDeploy', () => {
  const controller = { deploymentController: { type: 'CODE_DEPLOY' }, ...balanced };

  it('makes its first task set itself, and follows the desired count', async () => {
    const ecs = make();
    await ecs.createService(await ecs.register('app:1'), controller);
    expect(await taskSets(ecs)).toMatchObject([{ status: 'PRIMARY', scale: { value: 100, unit: 'PERCENT' } }]);
    await ecs.until(steady(ecs, 1), 200);
    await ecs.call('UpdateService', { service: 'web', desiredCount: 3 });
    await ecs.seconds(11);
    await ecs.until(steady(ecs, 1), 200);
    expect(await ecs.service()).toMatchObject({ desiredCount: 3, runningCount: 3, deployments: [] });
    await ecs.call('UpdateService', { service: 'web', desiredCount: 1 });
    await ecs.until(async () => (await ecs.service())['runningCount'] === 1, 60);
  });

  it('replaces a task that fails its health checks', async () => {
    const ecs = make();
    await ecs.createService(await ecs.register('app:1'), controller);
    await ecs.until(steady(ecs, 1), 200);
    const [health] = ecs.targetGroups.health(targetGroup);
    ecs.targetGroups.fail(health?.target.id ?? '', 'Health checks failed with these codes: [502]');
    await ecs.seconds(21);
    expect(await taskSets(ecs)).toMatchObject([{ stabilityStatus: 'STABILIZING' }]);
    await ecs.until(steady(ecs, 1), 300);
    expect(await ecs.stoppedTasks()).toMatchObject([
      { stoppedReason: `Task failed ELB health checks in (target-group ${targetGroup})` },
    ]);
  });

  it.each([
    [
      { taskDefinition: 'app' },
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    ],
    [
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-2'] } } },
      'Unable to update network parameters on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    ],
    [
      { deploymentConfiguration: { strategy: 'CANARY' } },
      'The CANARY strategy is only valid with the ECS deployment controller.',
    ],
    [
      { deploymentConfiguration: { alarms: { enable: true, rollback: true, alarmNames: ['a'] } } },
      'alarms can not be used with deployment controller CODE_DEPLOY.',
    ],
    [
      { forceNewDeployment: true },
      'Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    ],
  ])('refuses UpdateService with %j', async (change, message) => {
    const ecs = make();
    await ecs.createService(await ecs.register('app:1'), controller);
    const update = ecs.call('UpdateService', { service: 'web', ...change });
    await expect(update).rejects.toMatchObject({ code: 'InvalidParameterException', message });
  });

  it.each<[string, JsonObject]>([
    ['CreateTaskSet', { taskDefinition: 'app' }],
    ['UpdateTaskSet', { taskSet: 'ecs-svc/1', scale: { value: 1, unit: 'PERCENT' } }],
    ['UpdateServicePrimaryTaskSet', { primaryTaskSet: 'ecs-svc/1' }],
    ['DeleteTaskSet', { taskSet: 'ecs-svc/1' }],
  ])('refuses %s', async (name, more) => {
    const ecs = make();
    await ecs.createService(await ecs.register('app:1'), controller);
    const call = ecs.call(name, { cluster: 'default', service: 'web', ...more });
    await expect(call).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.not.stringContaining('validation error'),
    });
  });

  it.each([
    { loadBalancers: [] },
    { deploymentConfiguration: { strategy: 'LINEAR' } },
    { deploymentConfiguration: { bakeTimeInMinutes: 1 } },
    { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
  ])('is not made with %j', async (more) => {
    const ecs = make();
    const create = ecs.createService(await ecs.register('app:1'), { ...controller, ...more });
    await expect(create).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });
});
