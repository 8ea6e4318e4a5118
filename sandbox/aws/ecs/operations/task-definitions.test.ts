import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { makeHarness, object, objects, serviceOf, taskDefinitionOf } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = makeHarness();
});
afterEach(() => harness.ecs.close());

describe('task definitions', () => {
  it('are revisions of a family, found by name, revision or ARN', async () => {
    const first = await harness.register('one');
    const second = await harness.register('two');
    expect([first, second]).toEqual([
      'arn:aws:ecs:us-east-1:123456789012:task-definition/app:1',
      'arn:aws:ecs:us-east-1:123456789012:task-definition/app:2',
    ]);
    const find = async (taskDefinition: string): Promise<unknown> =>
      object((await harness.call('DescribeTaskDefinition', { taskDefinition }))['taskDefinition'])['revision'];
    expect(await find('app')).toBe(2);
    expect(await find('app:1')).toBe(1);
    expect(await find(second)).toBe(2);
    for (const missing of ['app:3', 'other', second.replace('123456789012', '210987654321')]) {
      await expect(find(missing)).rejects.toMatchObject({
        code: 'ClientException',
        message: 'Unable to describe task definition.',
      });
    }
  });

  it('become INACTIVE: still described, no longer the newest of the family, nor to be started', async () => {
    await harness.register('one');
    const second = await harness.register('two');
    const { taskDefinition } = await harness.call('DeregisterTaskDefinition', { taskDefinition: second });
    expect(taskDefinition).toMatchObject({ status: 'INACTIVE', revision: 2 });
    expect(await harness.call('DescribeTaskDefinition', { taskDefinition: 'app' })).toMatchObject({
      taskDefinition: { revision: 1 },
    });
    await harness.call('CreateCluster');
    await expect(harness.call('CreateService', serviceOf(second))).rejects.toThrow('TaskDefinition is inactive');
    expect(await harness.register('three')).toMatch(/app:3$/);
    const list = async (filter: JsonObject): Promise<unknown> =>
      (await harness.call('ListTaskDefinitions', filter))['taskDefinitionArns'];
    expect(await list({ familyPrefix: 'app', sort: 'DESC' })).toEqual([
      expect.stringMatching(/app:3$/),
      expect.stringMatching(/app:1$/),
    ]);
    expect(await list({ status: 'INACTIVE' })).toEqual([second]);
    expect(await list({ familyPrefix: 'ap' })).toEqual([]);
    expect(await harness.call('ListTaskDefinitionFamilies', { familyPrefix: 'ap' })).toMatchObject({
      families: ['app'],
    });
  });

  it('are refused while another of the family is being registered', async () => {
    await harness.ecs.close();
    harness = makeHarness({ registrationMs: 500 });
    const first = harness.register('one');
    await harness.clock.settle();
    await expect(harness.register('two')).rejects.toMatchObject({
      code: 'ClientException',
      message: 'Too many concurrent attempts to create a new revision of the specified family.',
    });
    const other = harness.call('RegisterTaskDefinition', { ...taskDefinitionOf('two'), family: 'other' });
    await harness.seconds(1);
    expect(await first).toMatch(/app:1$/);
    expect(await other).toMatchObject({ taskDefinition: { revision: 1 } });
    const third = harness.register('three');
    await harness.seconds(1);
    expect(await third).toMatch(/app:2$/);
  });

  it('are deleted once INACTIVE, and gone when nothing runs them', async () => {
    const [first, second] = [await harness.register('one'), await harness.register('two')];
    await harness.createService(first);
    for (const taskDefinition of [first, second]) await harness.call('DeregisterTaskDefinition', { taskDefinition });
    const third = await harness.register('three');
    const taskDefinitions = [first, second, third, 'app:9'];
    expect(await harness.call('DeleteTaskDefinitions', { taskDefinitions })).toMatchObject({
      taskDefinitions: [
        { taskDefinitionArn: first, status: 'DELETE_IN_PROGRESS' },
        { taskDefinitionArn: second, status: 'DELETE_IN_PROGRESS' },
      ],
      failures: [
        { arn: third, reason: expect.stringContaining('ACTIVE status') },
        { arn: third.replace(/3$/, '9'), reason: expect.stringContaining('does not exist') },
      ],
    });
    const list = await harness.call('ListTaskDefinitions', { status: 'DELETE_IN_PROGRESS' });
    expect(list['taskDefinitionArns']).toEqual([first]);
    await expect(harness.call('DescribeTaskDefinition', { taskDefinition: second })).rejects.toThrow(
      'Unable to describe',
    );
    expect(await harness.call('ListTaskDefinitions', { status: 'INACTIVE' })).toMatchObject({ taskDefinitionArns: [] });
    expect(await harness.register('four')).toMatch(/app:4$/);
  });

  it('are given back whole, with what ECS derives from them', async () => {
    const given = {
      ...taskDefinitionOf('123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1', {
        secrets: [{ name: 'DB', valueFrom: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db' }],
        healthCheck: { command: ['CMD', 'probe'] },
        ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 1024 }],
        dockerLabels: { team: 'web' },
      }),
      taskRoleArn: 'arn:aws:iam::123456789012:role/task',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
      proxyConfiguration: { type: 'APPMESH', containerName: 'app', properties: [{ name: 'a', value: 'b' }] },
    };
    const { taskDefinition } = await harness.call('RegisterTaskDefinition', given);
    expect(taskDefinition).toMatchObject({
      ...given,
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
      registeredBy: 'arn:aws:iam::123456789012:root',
    });
    expect(objects(object(taskDefinition)['requiresAttributes']).map((one) => one['name'])).toEqual([
      'com.amazonaws.ecs.capability.ecr-auth',
      'ecs.capability.execution-role-ecr-pull',
      'ecs.capability.secrets.asm.environment-variables',
      'com.amazonaws.ecs.capability.task-iam-role',
      'ecs.capability.container-health-check',
      'ecs.capability.efs',
      'ecs.capability.task-eni',
      'com.amazonaws.ecs.capability.docker-remote-api.1.18',
    ]);
  });

  it('are listed in pages', async () => {
    for (const image of ['one', 'two', 'three']) await harness.register(image);
    const page = await harness.call('ListTaskDefinitions', { maxResults: 2 });
    expect(page['taskDefinitionArns']).toHaveLength(2);
    const rest = await harness.call('ListTaskDefinitions', { maxResults: 2, nextToken: page['nextToken'] });
    expect(rest).toMatchObject({ taskDefinitionArns: [expect.stringMatching(/app:3$/)], nextToken: undefined });
    await expect(harness.call('ListTaskDefinitions', { nextToken: 'nonsense' })).rejects.toThrow('Invalid token.');
  });
});
