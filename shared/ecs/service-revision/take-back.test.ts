import { describe, expect, it } from '@jest/globals';
import type { EcsService, EcsServiceRevision } from '../api.ts';
import { serviceWith } from '../testing/scripted-ecs.ts';
import { differences } from './differences.ts';
import { settingsNow, settingsOf } from './settings.ts';
import { takeBack, type TakingBack } from './take-back.ts';

const network = (securityGroups: readonly string[], subnets: readonly string[] = ['subnet-1']) => ({
  awsvpcConfiguration: { subnets: [...subnets], securityGroups: [...securityGroups] },
});
const balancer = { targetGroupArn: 'tg-a', containerName: 'web', containerPort: 8080 };
const pair = (one: string, other: string) => ({
  ...balancer,
  targetGroupArn: one,
  advancedConfiguration: { alternateTargetGroupArn: other, productionListenerRule: 'rule', roleArn: 'role' },
});
const connect = (token: string) => ({
  enabled: true,
  namespace: 'prod',
  logConfiguration: { logDriver: 'splunk' as const, options: { 'splunk-token': token } },
});

function taking(now: EcsServiceRevision, then: EcsServiceRevision, service: Partial<EcsService> = {}): TakingBack {
  return takeBack(serviceWith([], service), settingsOf(now), settingsOf(then));
}

const told = ({ differences: found }: TakingBack): readonly string[] =>
  found.map(({ what, now, then }) => `${what}: ${now} → ${then}`);

interface Row {
  readonly what: string;
  readonly now: EcsServiceRevision;
  readonly then: EcsServiceRevision;
  readonly told: readonly string[];
  readonly update: object;
}

const rows: readonly Row[] = [
  {
    what: 'security groups',
    now: { networkConfiguration: network(['sg-2']) },
    then: { networkConfiguration: network(['sg-1']) },
    told: ['security groups: sg-2 → sg-1'],
    update: { networkConfiguration: network(['sg-1']) },
  },
  {
    what: 'subnets, the same ones in another order being no difference',
    now: { networkConfiguration: network(['b', 'a'], ['subnet-1', 'subnet-3']) },
    then: { networkConfiguration: network(['a', 'b'], ['subnet-1', 'subnet-2']) },
    told: ['subnets: subnet-1, subnet-3 → subnet-1, subnet-2'],
    update: { networkConfiguration: network(['a', 'b'], ['subnet-1', 'subnet-2']) },
  },
  {
    what: 'a load balancer that there was not',
    now: { loadBalancers: [balancer] },
    then: { loadBalancers: [] },
    told: ['load balancers: [{"containerName":"web","containerPort":8080,"targetGroupArn":"tg-a"}] → none'],
    update: { loadBalancers: [] },
  },
  {
    what: 'a load balancer that there was, as it was',
    now: {},
    then: { loadBalancers: [balancer] },
    told: ['load balancers: none → [{"containerName":"web","containerPort":8080,"targetGroupArn":"tg-a"}]'],
    update: { loadBalancers: [balancer] },
  },
  {
    what: 'nothing, where blue and green have changed places',
    now: { loadBalancers: [pair('tg-b', 'tg-a')] },
    then: { loadBalancers: [pair('tg-a', 'tg-b')] },
    told: [],
    update: {},
  },
  {
    what: 'providers, for which a new deployment must be forced',
    now: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    then: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }] },
    told: [
      'capacity providers: [{"base":0,"capacityProvider":"FARGATE_SPOT","weight":1}] → [{"base":0,"capacityProvider":"FARGATE","weight":1}]',
    ],
    update: {
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
      forceNewDeployment: true,
    },
  },
  {
    what: 'providers, back to the launch type',
    now: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    then: { launchType: 'FARGATE' },
    told: [
      'launch type: none → FARGATE',
      'capacity providers: [{"base":0,"capacityProvider":"FARGATE_SPOT","weight":1}] → none',
    ],
    update: { capacityProviderStrategy: [], forceNewDeployment: true },
  },
  {
    what: 'a platform version',
    now: { platformVersion: '1.4.0' },
    then: { platformVersion: '1.3.0' },
    told: ['platform version: 1.4.0 → 1.3.0'],
    update: { platformVersion: '1.3.0' },
  },
  {
    what: 'Service Connect that was off',
    now: { serviceConnectConfiguration: { enabled: true, namespace: 'prod' } },
    then: {},
    told: ['Service Connect: {"enabled":true,"namespace":"prod"} → none'],
    update: { serviceConnectConfiguration: { enabled: false } },
  },
  {
    what: 'Service Connect, without the values of log options',
    now: { serviceConnectConfiguration: connect('new') },
    then: { serviceConnectConfiguration: connect('old') },
    told: [
      'Service Connect: {"enabled":true,"logConfiguration":{"logDriver":"splunk","options":["splunk-token"]},"namespace":"prod"}' +
        ' → {"enabled":true,"logConfiguration":{"logDriver":"splunk","options":["splunk-token"]},"namespace":"prod"}, with other values',
    ],
    update: { serviceConnectConfiguration: connect('old') },
  },
  {
    what: 'registries, volumes, VPC Lattice, gateways and metrics that there were not',
    now: {
      serviceRegistries: [{ registryArn: 'r' }],
      volumeConfigurations: [{ name: 'v' }],
      vpcLatticeConfigurations: [{ roleArn: 'r', targetGroupArn: 't', portName: 'p' }],
      gatewayConnectors: [{ portName: 'p' }],
      monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
    },
    then: {},
    told: [
      'service registries: [{"registryArn":"r"}] → none',
      'volumes: [{"name":"v"}] → none',
      'VPC Lattice: [{"portName":"p","roleArn":"r","targetGroupArn":"t"}] → none',
      'gateway connectors: [{"portName":"p"}] → none',
      'metrics: {"metricConfigurations":[{"metricNames":["CPUUtilization"],"resolutionSeconds":20}]} → none',
    ],
    update: {
      serviceRegistries: [],
      volumeConfigurations: [],
      vpcLatticeConfigurations: [],
      gatewayConnectors: [],
      monitoring: { metricConfigurations: [] },
    },
  },
  {
    what: 'nothing, where only what is no setting differs',
    now: { taskDefinition: 'web:2', createdAt: new Date(1), guardDutyEnabled: true, serviceRegistries: [] },
    then: { taskDefinition: 'web:1', createdAt: new Date(0), serviceConnectConfiguration: { enabled: false } },
    told: [],
    update: {},
  },
];

it.each(rows)('takes back $what', ({ now, then, told: expected, update }) => {
  const result = taking(now, then);
  expect(told(result)).toEqual(expected);
  expect(result.update).toEqual(update);
  expect(result.refusals).toEqual([]);
});

describe('what UpdateService cannot change', () => {
  it.each([
    {
      what: 'load balancers, with a role of the service own',
      now: { loadBalancers: [balancer] },
      then: {},
      service: { roleArn: 'arn:aws:iam::111122223333:role/ecsServiceRole' },
      refusal: /service-linked role of ECS only; the service has arn:aws:iam::111122223333:role\/ecsServiceRole/,
    },
    {
      what: 'one launch type into another',
      now: { launchType: 'FARGATE' as const },
      then: { launchType: 'EC2' as const },
      refusal: /launch type of a service cannot be changed, which is FARGATE and was EC2/,
    },
    {
      what: 'a network that there was not',
      now: { networkConfiguration: network(['a']) },
      then: {},
      refusal: /network configuration cannot be removed/,
    },
    {
      what: 'single target groups, when the strategy needs pairs',
      now: { loadBalancers: [pair('a', 'b')] },
      then: { loadBalancers: [balancer] },
      service: { deploymentConfiguration: { strategy: 'BLUE_GREEN' as const } },
      refusal: /one target group each, and the strategy of the service is BLUE_GREEN now/,
    },
  ])('is refused: $what', ({ now, then, service = {}, refusal }) => {
    expect(taking(now, then, service).refusals).toEqual([expect.stringMatching(refusal)]);
  });

  it('is not load balancers with the service-linked role', () => {
    const roleArn = 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';
    expect(taking({ loadBalancers: [balancer] }, {}, { roleArn }).refusals).toEqual([]);
  });
});

describe('what a service has now', () => {
  it('is what the service tells, where that changed without a deployment', () => {
    const service = serviceWith([['ecs-svc/1', 'PRIMARY', 'COMPLETED', 'web:1']], {
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    const revision: EcsServiceRevision = { launchType: 'FARGATE' };
    expect(differences(settingsNow(service, revision), settingsOf(revision)).map(({ what }) => what)).toEqual([
      'launch type',
      'capacity providers',
    ]);
  });

  it('is the platform version that runs, when the service follows the latest', () => {
    const service = serviceWith([], {
      platformVersion: 'LATEST',
      launchType: 'FARGATE',
      deployments: [{ status: 'PRIMARY', platformVersion: '1.4.0' }],
    });
    expect(settingsNow(service, {}).platformVersion).toBe('1.4.0');
  });
});
