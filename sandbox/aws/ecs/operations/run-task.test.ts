import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { makeHarness, object, objects, taskDefinitionOf, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = makeHarness();
  await harness.call('CreateCluster');
});
afterEach(() => harness.ecs.close());

const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } };

async function run(more: JsonObject = {}): Promise<JsonObject> {
  const taskDefinition = await harness.register('job');
  return harness.call('RunTask', { taskDefinition, networkConfiguration, ...more });
}

const override = (more: JsonObject): JsonObject => ({ overrides: { containerOverrides: [{ name: 'app', ...more }] } });

describe('RunTask', () => {
  it.each<readonly [string, JsonObject, string]>([
    ['too many', { count: 11 }, 'count must be between 1 and 10'],
    ['no network', { networkConfiguration: null }, 'Network Configuration must be provided'],
    ['container instances', { launchType: 'EC2' }, 'No Container Instances were found in your cluster.'],
    [
      'two ways to launch',
      { launchType: 'FARGATE', capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'Specifying both a launch type and capacity provider strategy is not supported.',
    ],
    ['an unknown provider', { capacityProviderStrategy: [{ capacityProvider: 'mine' }] }, "'mine' was not found"],
    ['the group of a service', { group: 'service:web' }, 'Invalid namespace for group.'],
    ['odd words for who started it', { startedBy: 'me & you' }, 'startedBy can have'],
    ['tags of a service', { propagateTags: 'SERVICE' }, 'for services only'],
    ['placement', { placementStrategy: [{ type: 'random' }] }, 'not supported with FARGATE'],
    ['an override of nobody', { overrides: { containerOverrides: [{ name: 'x' }] } }, 'Override for container named x'],
    ['overrides without end', override({ command: ['x'.repeat(8200)] }), 'length must be at most 8192'],
  ])('refuses %s', async (_what, more, message) => {
    await expect(run(more)).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it.each<readonly [string, JsonObject, string]>([
    ['a size Fargate has not', { overrides: { memory: '4096' } }, 'ClientException'],
    ['a platform that is none', { platformVersion: '9.9.9' }, 'PlatformUnknownException'],
    [
      'variables from files',
      override({ environmentFiles: [{ type: 's3', value: 'arn' }] }),
      'UnsupportedFeatureException',
    ],
    ['volumes of its own', { volumeConfigurations: [{ name: 'data' }] }, 'UnsupportedFeatureException'],
  ])('refuses %s', async (_what, more, code) => {
    await expect(run(more)).rejects.toMatchObject({ code });
  });

  it('refuses a platform that is too old for the task definition, and what Fargate cannot run', async () => {
    const register = async (change: JsonObject): Promise<string> => {
      const { taskDefinition } = await harness.call('RegisterTaskDefinition', {
        ...taskDefinitionOf('job'),
        ...change,
      });
      return text(object(taskDefinition), 'taskDefinitionArn');
    };
    const large = await register({ ephemeralStorage: { sizeInGiB: 50 } });
    await expect(run({ taskDefinition: large, platformVersion: '1.3.0' })).rejects.toMatchObject({
      code: 'PlatformTaskDefinitionIncompatibilityException',
    });
    const instances = await register({ requiresCompatibilities: ['EC2'], cpu: null });
    await expect(run({ taskDefinition: instances })).rejects.toThrow('does not support launch_type FARGATE');
  });

  it('keeps what it was asked, and tells it with the task', async () => {
    const { tasks } = await run({
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      enableExecuteCommand: true,
      enableECSManagedTags: true,
      startedBy: 'ci/42',
      group: 'migrations',
      tags: [{ key: 'sha', value: 'abc' }],
      overrides: { cpu: '.5 vCPU', memory: '1 GB', taskRoleArn: 'arn:aws:iam::123456789012:role/other' },
    });
    expect(objects(tasks)).toMatchObject([
      {
        capacityProviderName: 'FARGATE_SPOT',
        launchType: 'FARGATE',
        enableExecuteCommand: true,
        cpu: '512',
        memory: '1024',
        startedBy: 'ci/42',
        group: 'migrations',
        overrides: { cpu: '512', memory: '1024', taskRoleArn: 'arn:aws:iam::123456789012:role/other' },
        tags: [
          { key: 'sha', value: 'abc' },
          { key: 'aws:ecs:clusterName', value: 'default' },
        ],
        attachments: [
          { status: 'PRECREATED', details: expect.arrayContaining([{ name: 'subnetId', value: 'subnet-1' }]) },
        ],
      },
    ]);
    await harness.seconds(60);
    expect(harness.runtime.started).toMatchObject([{ memoryMiB: 1024 }]);
  });

  it('starts as many as there is room for, and says why not more', async () => {
    await harness.ecs.close();
    let room = 2;
    const refusal = {
      reason: 'Capacity is unavailable at this time.',
      failure: 'Capacity is unavailable at this time',
    };
    harness = makeHarness({ placement: { refusal: () => (room-- > 0 ? undefined : refusal) } });
    await harness.call('CreateCluster');
    const { failures, tasks } = await run({ count: 3 });
    expect(tasks).toHaveLength(2);
    expect(failures).toEqual([{ reason: refusal.failure, detail: refusal.reason }]);
  });

  it('knows its client tokens for a day', async () => {
    const taskDefinition = await harness.register('job');
    const asked = { taskDefinition, networkConfiguration, clientToken: 'once' };
    const id = async (): Promise<unknown> => objects((await harness.call('RunTask', asked))['tasks'])[0]?.['taskArn'];
    const first = await id();
    expect(await id()).toBe(first);
    await expect(harness.call('RunTask', { ...asked, count: 2 })).rejects.toMatchObject({ code: 'ConflictException' });
    harness.ecs.interrupt(String(first), 'infrastructure');
    await harness.seconds(25 * 3600);
    const second = await id();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  }, 30_000);
});
