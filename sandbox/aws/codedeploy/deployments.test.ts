import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { object, objects, text } from '#sandbox/aws/ecs/testing/harness';
import { appSpec, blueGroup, greenGroup, makeCodeDeploy, prod, revisionOf, test } from './testing/harness.ts';
import type { Harness, Setting } from './testing/harness.ts';

const names = [
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AllowTraffic',
  'AfterAllowTraffic',
];
const linear = { deploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' };
const rollingBack = {
  autoRollbackConfiguration: {
    enabled: true,
    events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
  },
  alarmConfiguration: { enabled: true, alarms: [{ name: '5xx' }] },
};

let harness: Harness | undefined;
afterEach(() => harness?.close());

async function make(setting?: Setting): Promise<Harness> {
  harness = await makeCodeDeploy(setting);
  harness.alarms.set('5xx', 'OK');
  return harness;
}

describe('a deployment', () => {
  it('goes through its events, waits, ends the original task set, and has succeeded', async () => {
    const box = await make();
    const [blue] = await box.taskSets();
    const id = await box.deploy({ description: 'second' });
    expect(id).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(await box.deployment(id)).toMatchObject({ status: 'Created', creator: 'user', description: 'second' });
    const installing = await box.reaches(id, 'InProgress');
    await box.ecs.seconds(1);
    expect(await box.events(id)).toEqual(['Succeeded', 'InProgress', ...names.slice(2).map(() => 'Pending')]);
    expect(installing).toBeLessThan(6);
    await box.ecs.until(async () => (await box.events(id)).at(-1) === 'Succeeded', 300);
    const target = await box.target(id);
    expect(target).toMatchObject({
      targetId: 'default:web',
      targetArn: 'arn:aws:ecs:us-east-1:123456789012:service/default/web',
      status: 'InProgress',
    });
    expect(objects(target['lifecycleEvents']).map((event) => event['lifecycleEventName'])).toEqual(names);
    expect(target['taskSetsInfo']).toMatchObject([
      {
        identifer: blue?.['id'],
        status: 'ACTIVE',
        trafficWeight: 0,
        taskSetLabel: 'Blue',
        targetGroup: { name: 'web' },
      },
      {
        status: 'PRIMARY',
        trafficWeight: 100,
        taskSetLabel: 'Green',
        targetGroup: { name: 'web-green' },
        runningCount: 1,
      },
    ]);
    expect([box.routing.share(prod, greenGroup), box.routing.share(test, greenGroup)]).toEqual([100, 100]);
    expect(await box.deployment(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
    expect(await box.taskSets()).toMatchObject([
      { status: 'ACTIVE', stabilityStatus: 'STEADY_STATE', scale: { value: 100 } },
      { status: 'PRIMARY', externalId: id, startedBy: 'CODE_DEPLOY', taskDefinition: expect.stringMatching(/app:2$/) },
    ]);
    const waited = await box.reaches(id, 'Succeeded', 400);
    expect(waited).toBeGreaterThan(295);
    expect((await box.taskSets())[0]).toMatchObject({ status: 'DRAINING', scale: { value: 0, unit: 'PERCENT' } });
    await box.ecs.until(async () => (await box.taskSets()).length === 1, 200);
    expect(await box.ecs.service()).toMatchObject({ runningCount: 1, taskDefinition: expect.stringMatching(/app:2$/) });
    const { deploymentGroupInfo } = await box.call('GetDeploymentGroup', {
      applicationName: 'app',
      deploymentGroupName: 'prod',
    });
    expect(deploymentGroupInfo).toMatchObject({ lastSuccessfulDeployment: { deploymentId: id, status: 'Succeeded' } });
  });

  it('shifts linearly: ten percent a minute, from the first to the last', async () => {
    const box = await make({ group: linear });
    const id = await box.deploy();
    await box.ecs.until(() => Promise.resolve(box.routing.share(prod, greenGroup) === 10), 300);
    const shares: number[] = [];
    for (let minute = 0; minute < 10; minute += 1) {
      shares.push(box.routing.share(prod, greenGroup));
      await box.ecs.seconds(60);
    }
    expect(shares).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect((await box.taskSets()).map((set) => set['status'])).toEqual(['ACTIVE', 'PRIMARY']);
    await box.call('ContinueDeployment', { deploymentId: id, deploymentWaitType: 'TERMINATION_WAIT' });
    await box.reaches(id, 'Succeeded', 5);
  });

  it('goes back to the first target group the next time', async () => {
    const box = await make({ group: { blueGreenDeploymentConfiguration: {} } });
    await box.reaches(await box.deploy(), 'Succeeded', 300);
    await box.reaches(await box.deploy(), 'Succeeded', 300);
    expect(box.routing.share(prod, blueGroup)).toBe(100);
    expect((await box.taskSets()).find((set) => set['status'] === 'PRIMARY')).toMatchObject({
      loadBalancers: [{ targetGroupArn: blueGroup }],
    });
  });

  it('waits to be continued where the group wants that, and stops when nobody does', async () => {
    const deploymentReadyOption = { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 10 };
    const box = await make({ group: { blueGreenDeploymentConfiguration: { deploymentReadyOption } } });
    const first = await box.deploy();
    const early = box.call('ContinueDeployment', { deploymentId: first });
    await expect(early).rejects.toMatchObject({ code: 'DeploymentIsNotInReadyStateException' });
    await box.reaches(first, 'Ready', 300);
    expect([box.routing.share(prod, greenGroup), box.routing.share(test, greenGroup)]).toEqual([0, 100]);
    expect((await box.target(first))['status']).toBe('Ready');
    await box.call('ContinueDeployment', { deploymentId: first, deploymentWaitType: 'READY_WAIT' });
    await box.reaches(first, 'Succeeded', 30);
    const second = await box.deploy();
    await box.reaches(second, 'Ready', 300);
    expect(await box.reaches(second, 'Stopped', 700)).toBeGreaterThan(590);
    expect((await box.events(second)).slice(-3)).toEqual(['Skipped', 'Skipped', 'Skipped']);
    expect(box.routing.share(prod, greenGroup)).toBe(100);
  });

  it('skips test traffic where the group has no test listener', async () => {
    const pair = { targetGroups: [{ name: 'web' }, { name: 'web-green' }], prodTrafficRoute: { listenerArns: [prod] } };
    const box = await make({ group: { loadBalancerInfo: { targetGroupPairInfoList: [pair] } } });
    const id = await box.deploy();
    await box.reaches(id, 'Succeeded', 600);
    expect((await box.events(id)).slice(3, 5)).toEqual(['Skipped', 'Skipped']);
    expect(box.routing.shifts.map(({ listener }) => listener)).toEqual([prod]);
  });
});

describe('a deployment that fails', () => {
  it('is stopped by an alarm, and rolled back by a deployment of its own id', async () => {
    const box = await make({ group: { ...linear, ...rollingBack } });
    const id = await box.deploy();
    await box.ecs.until(() => Promise.resolve(box.routing.share(prod, greenGroup) === 10), 300);
    box.alarms.set('5xx', 'ALARM');
    expect(await box.reaches(id, 'Stopped', 30)).toBeLessThan(12);
    const stopped = await box.deployment(id);
    const rollbackId = text(object(stopped['rollbackInfo']), 'rollbackDeploymentId');
    expect(stopped).toMatchObject({
      errorInformation: {
        code: 'ALARM_ACTIVE',
        message:
          'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <5xx>',
      },
      rollbackInfo: {
        rollbackMessage: `Deployment ${id} terminated. Automatic rollback is triggered with a DeploymentId ${rollbackId}.`,
      },
    });
    expect((await box.events(id)).slice(-2)).toEqual(['Failed', 'Skipped']);
    expect([box.routing.share(prod, greenGroup), box.routing.share(test, greenGroup)]).toEqual([0, 100]);
    await box.reaches(rollbackId, 'Succeeded', 10);
    expect(await box.deployment(rollbackId)).toMatchObject({
      creator: 'codeDeployRollback',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      rollbackInfo: {
        rollbackTriggeringDeploymentId: id,
        rollbackMessage: `Deployment ${rollbackId} is triggered to roll back deployment ${id}.`,
      },
    });
    expect(await box.taskSets()).toMatchObject([
      { status: 'PRIMARY', scale: { value: 100 } },
      { status: 'DRAINING', externalId: id, scale: { value: 0 } },
    ]);
  });

  it('is rolled back from the termination wait: the original task set is the primary one again', async () => {
    const box = await make({ group: rollingBack });
    const id = await box.deploy();
    await box.ecs.until(async () => (await box.taskSets())[1]?.['status'] === 'PRIMARY', 300);
    await box.call('StopDeployment', { deploymentId: id });
    await box.ecs.seconds(5);
    expect(await box.deployment(id)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
    expect((await box.taskSets()).map((set) => set['status'])).toEqual(['PRIMARY', 'DRAINING']);
    expect(box.routing.share(prod, blueGroup)).toBe(100);
  });

  it('is left as it is when it is stopped without rollback, and cleared away by the next one', async () => {
    const box = await make({ group: { ...linear, ...rollingBack } });
    const id = await box.deploy();
    await box.ecs.until(() => Promise.resolve(box.routing.share(prod, greenGroup) === 20), 300);
    await box.call('StopDeployment', { deploymentId: id, autoRollbackEnabled: false });
    await box.ecs.seconds(30);
    expect(await box.deployment(id)).toMatchObject({ status: 'Stopped', rollbackInfo: undefined });
    expect(box.routing.share(prod, greenGroup)).toBe(20);
    const again = box.call('StopDeployment', { deploymentId: id });
    await expect(again).rejects.toMatchObject({ code: 'DeploymentAlreadyCompletedException' });
    const next = await box.deploy({ deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce' });
    await box.reaches(next, 'Succeeded', 900);
    expect((await box.taskSets()).filter((set) => set['status'] === 'PRIMARY')).toMatchObject([{ externalId: next }]);
    expect(box.routing.share(prod, greenGroup)).toBe(100);
  });

  it('times out after an hour when the replacement never becomes healthy', async () => {
    const box = await make({ group: rollingBack });
    box.ecs.runtime.behaviours.set('broken', { exit: { exitCode: 1, outOfMemory: false, after: 1000 } });
    await box.ecs.register('broken');
    const id = await box.deploy();
    expect(await box.reaches(id, 'Failed', 4000)).toBeGreaterThan(3600);
    expect(await box.deployment(id)).toMatchObject({
      errorInformation: {
        message:
          'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
      },
      rollbackInfo: { rollbackDeploymentId: expect.any(String) },
    });
    expect((await box.events(id)).slice(0, 3)).toEqual(['Succeeded', 'Failed', 'Skipped']);
    expect(box.routing.share(prod, blueGroup)).toBe(100);
  });

  it.each<[string, JsonObject, { code: string; message: RegExp }]>([
    [
      'ECS refuses the container',
      { revision: revisionOf(appSpec({}, { LoadBalancerInfo: { ContainerName: 'none', ContainerPort: 1 } })) },
      {
        code: 'ECS_UPDATE_ERROR',
        message:
          /^The ECS service cannot be updated due to an unexpected error: The container none does not exist in the task definition\. \(Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException;/,
      },
    ],
    [
      'there is no such task definition',
      { revision: revisionOf(appSpec({}, { TaskDefinition: 'none' })) },
      { code: 'ECS_UPDATE_ERROR', message: /ClientException/ },
    ],
    [
      'a hook names a function that does not exist',
      { revision: revisionOf(appSpec({ Hooks: [{ BeforeInstall: 'none' }] })) },
      { code: 'INVALID_LAMBDA_FUNCTION', message: /none does not exist/ },
    ],
  ])('fails when %s', async (_, more, { code, message }) => {
    const box = await make();
    const id = await box.deploy(more);
    await box.reaches(id, 'Failed', 60);
    expect(await box.deployment(id)).toMatchObject({
      errorInformation: { code, message: expect.stringMatching(message) },
    });
    expect(await box.taskSets()).toHaveLength(1);
  });

  it('fails when the primary task set is behind another listener', async () => {
    const box = await make();
    box.routing.delete(prod);
    const id = await box.deploy();
    await box.reaches(id, 'Failed', 60);
    expect(await box.deployment(id)).toMatchObject({
      errorInformation: {
        code: 'ELASTIC_LOAD_BALANCING_INVALID',
        message: expect.stringContaining('Primary taskset target group must be behind listener'),
      },
    });
  });

  it('reports a rollback that fails itself', async () => {
    const box = await make({ group: { ...linear, ...rollingBack } });
    const id = await box.deploy();
    await box.ecs.until(() => Promise.resolve(box.routing.share(prod, greenGroup) === 10), 300);
    box.routing.delete(prod);
    await box.reaches(id, 'Failed', 90);
    const rollbackId = text(object((await box.deployment(id))['rollbackInfo']), 'rollbackDeploymentId');
    expect(await box.deployment(rollbackId)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'ELASTIC_LOAD_BALANCING_INVALID' },
    });
  });
});
