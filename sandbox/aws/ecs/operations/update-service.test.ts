import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { shiftable } from '../testing/blue-green.ts';
import { balanced, makeHarness, object, objects } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = makeHarness();
  await harness.createService(await harness.register('one'), {
    ...balanced,
    placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  });
  await harness.until(async () => (await harness.deployments())[0]?.['rolloutState'] === 'COMPLETED');
  await harness.register('two');
});
afterEach(() => harness.ecs.close());

const update = async (change: JsonObject): Promise<JsonObject> =>
  object((await harness.call('UpdateService', { service: 'web', ...change }))['service']);

const subnets = (...names: readonly string[]): JsonObject => ({ awsvpcConfiguration: { subnets: names } });
const spot = [{ capacityProvider: 'FARGATE', weight: 1 }];
const zone = [{ type: 'spread', field: 'attribute:ecs.availability-zone' }];

/** API reference, UpdateService: which members start a deployment (reference, section 2.1). */
const changes: readonly (readonly [string, JsonObject, 'starts' | 'does not start'])[] = [
  ['another task definition', { taskDefinition: 'app:2' }, 'starts'],
  ['another network', { networkConfiguration: subnets('subnet-2') }, 'starts'],
  ['another platform', { platformVersion: '1.3.0' }, 'starts'],
  ['no load balancer', { loadBalancers: [] }, 'starts'],
  ['Service Connect, off', { serviceConnectConfiguration: { enabled: false } }, 'starts'],
  ['force', { forceNewDeployment: true }, 'starts'],
  ['the same task definition', { taskDefinition: 'app:1' }, 'does not start'],
  ['the same network', { networkConfiguration: subnets('subnet-1') }, 'does not start'],
  ['the same platform', { platformVersion: 'LATEST' }, 'does not start'],
  ['the same load balancer', balanced, 'does not start'],
  ['no force', { forceNewDeployment: false }, 'does not start'],
  ['a count', { desiredCount: 2 }, 'does not start'],
  ['limits', { deploymentConfiguration: { maximumPercent: 150 } }, 'does not start'],
  ['a capacity provider', { capacityProviderStrategy: spot }, 'does not start'],
  ['no capacity provider', { capacityProviderStrategy: [] }, 'does not start'],
  ['zones', { availabilityZoneRebalancing: 'DISABLED' }, 'does not start'],
  ['placement', { placementStrategy: zone, placementConstraints: [] }, 'does not start'],
  ['a grace period', { healthCheckGracePeriodSeconds: 60 }, 'does not start'],
  ['commands', { enableExecuteCommand: true }, 'does not start'],
  ['managed tags', { enableECSManagedTags: true }, 'does not start'],
  ['tags of tasks', { propagateTags: 'SERVICE' }, 'does not start'],
  ['its own controller', { deploymentController: { type: 'ECS' } }, 'does not start'],
  ['no volumes, where there are none', { volumeConfigurations: [], vpcLatticeConfigurations: [] }, 'does not start'],
  ['no registries, where there are none', { serviceRegistries: [] }, 'does not start'],
  ['nothing', {}, 'does not start'],
  [
    'null',
    { taskDefinition: null, networkConfiguration: null, loadBalancers: null, volumeConfigurations: null },
    'does not start',
  ],
];

describe('UpdateService', () => {
  it.each(changes)('with %s', async (...[, change, effect]) => {
    const [before] = await harness.deployments();
    const [primary, ...others] = objects((await update(change))['deployments']);
    expect(others).toHaveLength(effect === 'starts' ? 1 : 0);
    if (effect === 'starts') expect(primary).toMatchObject({ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' });
    else expect(primary?.['id']).toBe(before?.['id']);
    const { serviceDeployments } = await harness.call('ListServiceDeployments', { service: 'web' });
    expect(serviceDeployments).toHaveLength(effect === 'starts' ? 2 : 1);
  });

  it('takes away what is given as an empty list, and keeps what is null', async () => {
    expect(await update({ loadBalancers: null, placementStrategy: null })).toMatchObject({
      ...balanced,
      placementStrategy: [{}],
    });
    const changed = await update({ loadBalancers: [], placementStrategy: [], capacityProviderStrategy: [] });
    expect(changed).toMatchObject({ loadBalancers: [], placementStrategy: [], capacityProviderStrategy: [] });
    expect(changed).toMatchObject({ launchType: 'FARGATE' });
  });

  it('leaves to a service revision what it was made with, and a capacity provider alone makes none', async () => {
    const [first] = objects((await harness.service())['currentServiceRevisions']);
    await update({ capacityProviderStrategy: spot });
    await update({ networkConfiguration: subnets('subnet-2') });
    const [second] = objects((await harness.service())['currentServiceRevisions']);
    const serviceRevisionArns = [first?.['arn'] ?? '', second?.['arn'] ?? ''];
    expect(await harness.call('DescribeServiceRevisions', { serviceRevisionArns })).toMatchObject({
      serviceRevisions: [
        {
          networkConfiguration: subnets('subnet-1'),
          capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
        },
        { networkConfiguration: subnets('subnet-2'), capacityProviderStrategy: spot },
      ],
    });
  });

  it.each<readonly [string, JsonObject, string]>([
    ['another controller', { deploymentController: { type: 'CODE_DEPLOY' } }, 'UnsupportedFeatureException'],
    [
      'metrics',
      { monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
      'UnsupportedFeatureException',
    ],
    ['registries', { serviceRegistries: [{ registryArn: 'arn:aws:x' }] }, 'UnsupportedFeatureException'],
    ['listener rules there are none of', shiftable, 'InvalidParameterException'],
    ['a count below 0', { desiredCount: -1 }, 'InvalidParameterException'],
  ])('refuses %s, and nothing is changed', async (...[, change, code]) => {
    const before = await harness.service();
    await expect(update({ taskDefinition: 'app:2', ...change })).rejects.toMatchObject({ code });
    expect(await harness.service()).toEqual(before);
  });
});

describe('DescribeServices', () => {
  const status = async (): Promise<unknown> => (await harness.service())['status'];

  it('shows a service that is being deleted as DRAINING with its deployments, then as INACTIVE without any', async () => {
    await harness.call('DeleteService', { service: 'web', force: true });
    expect(await harness.service()).toMatchObject({ status: 'DRAINING', desiredCount: 0, deployments: [{}] });
    await expect(update({ desiredCount: 1 })).rejects.toMatchObject({ code: 'ServiceNotActiveException' });
    await harness.until(async () => (await status()) === 'INACTIVE');
    const described = await harness.call('DescribeServices', { services: ['web', 'other'] });
    expect(described).toMatchObject({
      services: [{ status: 'INACTIVE', deployments: [], runningCount: 0, pendingCount: 0 }],
      failures: [{ reason: 'MISSING' }],
    });
    expect(await harness.call('ListServices')).toMatchObject({ serviceArns: [] });
  });
});
