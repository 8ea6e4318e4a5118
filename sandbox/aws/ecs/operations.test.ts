import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import { balanced, makeHarness, object, objects, targetGroup, taskDefinitionOf, text } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = makeHarness();
});
afterEach(() => harness.ecs.close());

describe('clusters', () => {
  it('are listed, and deleted once nothing runs in them', async () => {
    await harness.createService(await harness.register('one'));
    const arn = 'arn:aws:ecs:us-east-1:123456789012:cluster/default';
    expect(await harness.call('ListClusters')).toEqual({ clusterArns: [arn] });
    await expect(harness.call('DeleteCluster', { cluster: 'default' })).rejects.toMatchObject({
      code: 'ClusterContainsServicesException',
    });
    await harness.call('DeleteService', { service: 'web', force: true });
    await harness.until(async () => (await harness.service())['status'] === 'INACTIVE');
    expect(await harness.call('DeleteCluster', { cluster: 'default' })).toMatchObject({
      cluster: { status: 'INACTIVE' },
    });
    expect(await harness.call('ListClusters')).toEqual({ clusterArns: [] });
  });
});

describe('tags', () => {
  it('are kept, changed and shown on demand', async () => {
    const { taskDefinition, tags } = await harness.call('RegisterTaskDefinition', {
      ...taskDefinitionOf('one'),
      tags: [{ key: 'sha', value: 'abc' }],
    });
    expect(tags).toEqual([{ key: 'sha', value: 'abc' }]);
    const resourceArn = text(object(taskDefinition), 'taskDefinitionArn');
    await harness.call('TagResource', { resourceArn, tags: [{ key: 'proven', value: 'yes' }] });
    await harness.call('UntagResource', { resourceArn, tagKeys: ['sha'] });
    expect(await harness.call('ListTagsForResource', { resourceArn })).toEqual({
      tags: [{ key: 'proven', value: 'yes' }],
    });
    const described = await harness.call('DescribeTaskDefinition', { taskDefinition: resourceArn, include: ['TAGS'] });
    expect(described['tags']).toEqual([{ key: 'proven', value: 'yes' }]);
    expect(await harness.call('DescribeTaskDefinition', { taskDefinition: resourceArn })).not.toHaveProperty('tags');
  });

  it('work on clusters and services as well, and on nothing unknown', async () => {
    const service = await harness.createService(await harness.register('one'), { tags: [{ key: 'a', value: '1' }] });
    const list = async (resourceArn: string): Promise<JsonObject> =>
      harness.call('ListTagsForResource', { resourceArn });
    expect(await list(text(service, 'serviceArn'))).toEqual({ tags: [{ key: 'a', value: '1' }] });
    expect(await list(text(service, 'clusterArn'))).toEqual({ tags: [] });
    await expect(list(`${text(service, 'serviceArn')}x`)).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(
      harness.call('TagResource', { resourceArn: service['serviceArn'], tags: [{ key: 'aws:x', value: '' }] }),
    ).rejects.toThrow("must not begin with 'aws:'");
  });
});

describe('services', () => {
  it.each<readonly [string, JsonObject, string, RegExp]>([
    ['an unknown controller', { deploymentController: { type: 'JENKINS' } }, 'InvalidParameterException', /JENKINS/],
    ['daemons', { schedulingStrategy: 'DAEMON' }, 'UnsupportedFeatureException', /REPLICA/],
    [
      'half a breaker',
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true } } },
      'InvalidParameterException',
      /deploymentCircuitBreaker\.rollback'/,
    ],
    [
      'no network',
      { networkConfiguration: null },
      'InvalidParameterException',
      /Network Configuration must be provided/,
    ],
    [
      'a grace period without load balancer',
      { healthCheckGracePeriodSeconds: 10 },
      'InvalidParameterException',
      /Health check grace period/,
    ],
    [
      'an unknown target group',
      { loadBalancers: [{ targetGroupArn: 'arn:x', containerName: 'app', containerPort: 8080 }] },
      'InvalidParameterException',
      /arn:x does not exist/,
    ],
    [
      'an unknown container',
      { loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'web', containerPort: 8080 }] },
      'InvalidParameterException',
      /The container web does not exist in the task definition\./,
    ],
    [
      'an unknown port',
      { loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'app', containerPort: 80 }] },
      'InvalidParameterException',
      /did not have a container port 80 defined\./,
    ],
    [
      'an unknown task definition',
      { taskDefinition: 'nothing' },
      'ClientException',
      /Unable to find task definition\./,
    ],
    ['an unknown cluster', { cluster: 'nowhere' }, 'ClusterNotFoundException', /Cluster not found\./],
  ])('are not made with %s', async (...[, change, code, message]) => {
    const taskDefinition = await harness.register('one');
    const made = harness.createService(taskDefinition, change);
    await expect(made).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await harness.call('ListServices')).toMatchObject({ serviceArns: [] });
  });

  it('are MISSING, made once, deleted, INACTIVE, and made again', async () => {
    await harness.call('CreateCluster');
    const describe = (services: readonly string[]): Promise<JsonObject> =>
      harness.call('DescribeServices', { services });
    expect(await describe(['web'])).toEqual({
      services: [],
      failures: [{ arn: 'arn:aws:ecs:us-east-1:123456789012:service/default/web', reason: 'MISSING' }],
    });
    const taskDefinition = await harness.register('one');
    await harness.createService(taskDefinition, balanced);
    await expect(harness.createService(taskDefinition, balanced)).rejects.toThrow(
      'Creation of service was not idempotent.',
    );
    await harness.seconds(120);
    const remove = (force: boolean): Promise<JsonObject> => harness.call('DeleteService', { service: 'web', force });
    await expect(remove(false)).rejects.toThrow('The service cannot be stopped while it is scaled above 0.');
    expect(await remove(true)).toMatchObject({ service: { status: 'DRAINING', desiredCount: 0 } });
    await harness.until(async () => (await harness.service())['status'] === 'INACTIVE');
    expect(await harness.service()).toMatchObject({ deployments: [], runningCount: 0 });
    expect(harness.runtime.running.size).toBe(0);
    await expect(harness.call('UpdateService', { service: 'web', desiredCount: 1 })).rejects.toMatchObject({
      code: 'ServiceNotActiveException',
      message: 'Service was not ACTIVE.',
    });
    expect(await harness.createService(taskDefinition)).toMatchObject({ status: 'ACTIVE' });
    await expect(harness.call('UpdateService', { service: 'api' })).rejects.toMatchObject({
      code: 'ServiceNotFoundException',
      message: 'Service not found.',
    });
    await expect(describe(Array.from({ length: 11 }, () => 'web'))).rejects.toThrow('10 entries');
  });

  it('keep what an update does not mention', async () => {
    const breaker = { enable: true, rollback: true };
    await harness.createService(await harness.register('one'), {
      ...balanced,
      propagateTags: 'SERVICE',
      deploymentConfiguration: { maximumPercent: 150, deploymentCircuitBreaker: breaker },
    });
    await harness.call('UpdateService', { service: 'web', deploymentConfiguration: { minimumHealthyPercent: 50 } });
    expect(await harness.service()).toMatchObject({
      ...balanced,
      propagateTags: 'SERVICE',
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 50, deploymentCircuitBreaker: breaker },
    });
    await harness.call('UpdateService', { service: 'web', loadBalancers: [] });
    expect(await harness.service()).toMatchObject({ loadBalancers: [], deployments: [{}, {}] });
  });

  it('are counted by their cluster', async () => {
    await harness.createService(await harness.register('one'), { desiredCount: 2 });
    await harness.seconds(60);
    expect(await harness.call('DescribeClusters', { clusters: ['default', 'nowhere'] })).toMatchObject({
      clusters: [{ clusterName: 'default', activeServicesCount: 1, runningTasksCount: 2, pendingTasksCount: 0 }],
      failures: [{ reason: 'MISSING' }],
    });
  });
});

describe('tasks', () => {
  it('are listed by service, starter and status', async () => {
    await harness.createService(await harness.register('one'), { desiredCount: 2 });
    await harness.seconds(60);
    const [{ id: startedBy } = {}] = await harness.deployments();
    const list = async (filter: JsonObject): Promise<JsonValue> =>
      (await harness.call('ListTasks', filter))['taskArns'];
    expect(await list({ serviceName: 'web' })).toHaveLength(2);
    expect(await list({ startedBy })).toHaveLength(2);
    expect(await list({ startedBy: 'ecs-svc/1' })).toEqual([]);
    expect(await list({ desiredStatus: 'STOPPED' })).toEqual([]);
    const [task] = objects((await harness.call('DescribeTasks', { tasks: await list({}) }))['tasks']);
    await harness.call('StopTask', { task: task?.['taskArn'] });
    expect(await list({ desiredStatus: 'STOPPED', serviceName: 'web' })).toEqual([task?.['taskArn']]);
    await expect(list({ serviceName: 'api' })).rejects.toMatchObject({ code: 'ServiceNotFoundException' });
    expect(await harness.call('DescribeTasks', { tasks: ['0'.repeat(32)] })).toMatchObject({
      tasks: [],
      failures: [{ reason: 'MISSING' }],
    });
  });

  it('stay visible for an hour after they stopped, and no living task shares its address', async () => {
    harness.runtime.behaviours.set('job', { exit: { after: 1000, exitCode: 0, outOfMemory: false } });
    await harness.call('CreateCluster');
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
    await harness.call('RunTask', { taskDefinition: await harness.register('job'), networkConfiguration });
    await harness.createService(await harness.register('one'));
    await harness.seconds(3000);
    expect(await harness.stoppedTasks()).toHaveLength(1);
    await harness.seconds(900);
    expect(await harness.stoppedTasks()).toEqual([]);
    await harness.call('UpdateService', { service: 'web', desiredCount: 2 });
    await harness.seconds(60);
    const { taskArns } = await harness.call('ListTasks');
    const { tasks } = await harness.call('DescribeTasks', { tasks: taskArns });
    const addresses = objects(tasks).map((task) =>
      text(objects(objects(task['containers'])[0]?.['networkInterfaces'])[0] ?? {}, 'privateIpv4Address'),
    );
    expect(addresses.every((address) => /^10\.0\.\d+\.\d+$/.test(address))).toBe(true);
    expect(new Set(addresses).size).toBe(2);
  });

  it('RunTask answers a repeated client token with the same tasks', async () => {
    await harness.call('CreateCluster');
    const asked = {
      taskDefinition: await harness.register('one'),
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      clientToken: 'once',
      count: 2,
    };
    const arns = ({ tasks }: JsonObject): readonly unknown[] => objects(tasks).map(({ taskArn }) => taskArn);
    const first = await harness.call('RunTask', asked);
    expect(arns(await harness.call('RunTask', asked))).toEqual(arns(first));
    await expect(harness.call('RunTask', { ...asked, count: 1 })).rejects.toMatchObject({ code: 'ConflictException' });
    const containerOverrides = [{ name: 'web' }];
    await expect(
      harness.call('RunTask', { ...asked, clientToken: 'twice', overrides: { containerOverrides } }),
    ).rejects.toThrow('Override for container named web is not a container in the TaskDefinition.');
  });
});
