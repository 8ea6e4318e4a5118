import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { RegisterScalableTargetCommandInput, ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { AwsError } from '../service.ts';
import { createAutoScaling } from './autoscaling.ts';
import type { AutoScaling } from './autoscaling.ts';

const start = Date.UTC(2026, 10, 1);
const place = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/main/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
let counts: Map<string, number>;
let autoScaling: AutoScaling;
let server: AwsServer;
let client: ApplicationAutoScalingClient;

beforeEach(async () => {
  const clock = new FakeClock({ start });
  counts = new Map([['main/web', 2]]);
  autoScaling = createAutoScaling({
    clock,
    account: '123456789012',
    region: 'us-east-1',
    services: {
      desiredCount: ({ cluster, service }) => Promise.resolve(counts.get(`${cluster}/${service}`)),
      setDesiredCount: ({ cluster, service }, count) => {
        if (count > 50) return Promise.reject(new AwsError('InvalidParameterException', 'Too many.'));
        counts.set(`${cluster}/${service}`, count);
        return Promise.resolve();
      },
    },
  });
  server = await startAwsServer({ services: [autoScaling.service], clock, validator: strictValidator() });
  client = new ApplicationAutoScalingClient(sdkConfig(server.url));
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const register = (input: Partial<RegisterScalableTargetCommandInput> = {}) =>
  client.send(new RegisterScalableTargetCommand({ ...place, ...input }));
const targets = async (): Promise<readonly ScalableTarget[]> => {
  const answer = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
  return answer.ScalableTargets ?? [];
};
const activities = async () =>
  (await client.send(new DescribeScalingActivitiesCommand({ ServiceNamespace: 'ecs' }))).ScalingActivities;

describe('a scalable target', () => {
  it('is registered, suspended and resumed; what is not named stays', async () => {
    const { ScalableTargetARN } = await register({ MinCapacity: 1, MaxCapacity: 4 });
    const suspended = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true };
    await register({ SuspendedState: { ...suspended, ScheduledScalingSuspended: true } });
    expect(await targets()).toMatchObject([
      {
        ...place,
        MinCapacity: 1,
        MaxCapacity: 4,
        ScalableTargetARN,
        CreationTime: new Date(start),
        SuspendedState: { ...suspended, ScheduledScalingSuspended: true },
      },
    ]);
    await register({ SuspendedState: { DynamicScalingOutSuspended: false } });
    expect((await targets())[0]?.SuspendedState).toEqual({
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: true,
    });
  });

  it.each([
    [3, 6, 3, 'minimum capacity was set to 3'],
    [0, 1, 1, 'maximum capacity was set to 1'],
  ])('of %i to %i brings two tasks to %i', async (...row) => {
    const [MinCapacity, MaxCapacity, count, Cause] = row;
    await register({ MinCapacity, MaxCapacity });
    expect(counts.get('main/web')).toBe(count);
    expect(await activities()).toMatchObject([
      { ...place, Cause, Description: `Setting desired count to ${count}.`, StatusCode: 'Successful' },
    ]);
  });

  it('tells when ECS refuses', async () => {
    await register({ MinCapacity: 60, MaxCapacity: 60 });
    expect(counts.get('main/web')).toBe(2);
    expect(await activities()).toMatchObject([
      { StatusCode: 'Failed', StatusMessage: expect.stringContaining('Too many.') },
    ]);
  });

  it.each<[string, Partial<RegisterScalableTargetCommandInput>]>([
    ['no bounds', {}],
    ['bounds the wrong way round', { MinCapacity: 2, MaxCapacity: 1 }],
    ['a service that is not there', { MinCapacity: 1, MaxCapacity: 2, ResourceId: 'service/main/absent' }],
    ['no service', { MinCapacity: 1, MaxCapacity: 2, ResourceId: 'table/one' }],
    [
      'another dimension',
      { MinCapacity: 1, MaxCapacity: 2, ScalableDimension: 'ec2:spot-fleet-request:TargetCapacity' },
    ],
  ])('is refused with %s', async (_what, input) => {
    await expect(register(input)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await targets()).toEqual([]);
  });

  it('has tags', async () => {
    const { ScalableTargetARN: ResourceARN } = await register({ MinCapacity: 1, MaxCapacity: 4, Tags: { a: '1' } });
    await client.send(new TagResourceCommand({ ResourceARN, Tags: { b: '2' } }));
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual({ b: '2' });
  });

  it('is deregistered once', async () => {
    await register({ MinCapacity: 1, MaxCapacity: 4 });
    const remove = () => client.send(new DeregisterScalableTargetCommand(place));
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: 'ObjectNotFoundException',
      message:
        'No scalable target found for service namespace: ecs, resource ID: service/main/web, scalable dimension: ecs:service:DesiredCount',
    });
  });
});

describe('scaling by order', () => {
  it.each([
    [9, {}, 4],
    [0, {}, 1],
    [3, { DynamicScalingOutSuspended: true }, 2],
    [1, { DynamicScalingOutSuspended: true }, 1],
    [1, { DynamicScalingInSuspended: true }, 2],
  ])('to %i with %j suspended gives %i', async (wanted, SuspendedState, count) => {
    await register({ MinCapacity: 1, MaxCapacity: 4, SuspendedState });
    expect(await autoScaling.scaler.scale('service/main/web', wanted)).toBe(count);
    expect(counts.get('main/web')).toBe(count);
    expect(await activities()).toHaveLength(count === 2 ? 0 : 1);
  });
});

describe('a scaling policy', () => {
  const policy = { ...place, PolicyName: 'cpu' } as const;
  const TargetTrackingScalingPolicyConfiguration = {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    ScaleInCooldown: 60,
  } as const;
  const put = () =>
    client.send(
      new PutScalingPolicyCommand({
        ...policy,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration,
      }),
    );

  it('is kept with its target', async () => {
    await expect(put()).rejects.toMatchObject({ name: 'ObjectNotFoundException' });
    await register({ MinCapacity: 1, MaxCapacity: 4 });
    const { PolicyARN } = await put();
    expect((await put()).PolicyARN).toBe(PolicyARN);
    const describePolicies = new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs' });
    expect((await client.send(describePolicies)).ScalingPolicies).toMatchObject([
      { ...policy, PolicyARN, PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration },
    ]);
    await client.send(new DeleteScalingPolicyCommand(policy));
    expect((await client.send(describePolicies)).ScalingPolicies).toEqual([]);
  });

  it('wants a configuration of its type', async () => {
    await register({ MinCapacity: 1, MaxCapacity: 4 });
    const command = new PutScalingPolicyCommand({ ...policy, PolicyType: 'TargetTrackingScaling' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
