import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DescribeServiceDeploymentsCommand,
  DescribeTaskDefinitionCommand,
  TagResourceCommand,
  UpdateServiceCommand,
  type Deployment,
} from '@aws-sdk/client-ecs';
import {
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rollbackCalls } from './support/rollback-calls.ts';
import { pushImage } from './support/rollout-app.ts';
import type { ServiceOptions } from './support/rollout-service.ts';
import { CLUSTER, Rollouts, TRUSTS_TASKS, type Acted } from './support/rollouts.ts';

/** By which it is looked at what most releases share. */
const BESIDE = ['IAM GetRole', 'SECRETS_MANAGER DescribeSecret', 'CLOUDWATCH_LOGS DescribeLogGroups'];

let rollouts: Rollouts;
let secrets: SecretsManagerClient;
let secret = '';
const images: string[] = [];

beforeAll(async () => {
  rollouts = await Rollouts.open({ tasks: 'simulated' });
  const { endpoint, region, credentials } = rollouts.sandbox;
  secrets = new SecretsManagerClient({ endpoint, region, credentials });
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 'api-key', SecretString: 'not told' }));
  secret = ARN;
  const iam = new IAMClient({ endpoint, region, credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: TRUSTS_TASKS }));
  iam.destroy();
  for (const digit of ['1', '2', '3']) {
    images.push((await pushImage(rollouts.sandbox, { repository: 'web', sha: digit.repeat(40) })).image);
  }
  await Promise.all([
    prepare('lying'),
    // It would be quicker than the rollback.
    prepare('crashing', { circuitBreaker: false }),
    prepare('going').then(() => drainFor('going', 300)),
    prepare('baking', { twoGroups: true }).then(() => blueGreen('baking', 600)),
    prepare('switched', { twoGroups: true }).then(() => blueGreen('switched', 0)),
  ]);
}, 90_000);

afterAll(async () => {
  secrets.destroy();
  await rollouts.close();
}, 30_000);

/** Deploys a release that needs what most do: two roles, a secret, a log group, an image by its digest. */
function ship(service: string, place: number, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> {
  return rollouts.act('deploy-ecs', {
    service,
    image: images[place] ?? '',
    environment: 'production',
    secrets: `API_KEY=${secret}`,
    'task-role-arn': 'arn:aws:iam::123456789012:role/task',
    ...inputs,
  });
}

/** A service whose second release is proven. */
async function prepare(service: string, options: Partial<ServiceOptions> = {}): Promise<void> {
  await rollouts.createService({ name: service, image: images[0] ?? '', ...options });
  expect((await ship(service, 1)).outputs['outcome']).toBe('deployed');
  const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
  const { taskDefinition } = await rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${service}:2` }),
  );
  await rollouts.ecs.send(new TagResourceCommand({ resourceArn: taskDefinition?.taskDefinitionArn, tags }));
}

/** Seconds for which the old tasks of a service stay in its deployment. */
async function drainFor(service: string, seconds: number): Promise<void> {
  const { endpoint, region, credentials } = rollouts.sandbox;
  const elb = new ElasticLoadBalancingV2Client({ endpoint, region, credentials });
  const { loadBalancers } = await rollouts.describe(service);
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(seconds) }];
  const TargetGroupArn = loadBalancers?.[0]?.targetGroupArn;
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
  elb.destroy();
}

async function blueGreen(service: string, bakeTimeInMinutes: number): Promise<void> {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes } as const;
  await rollouts.ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service, deploymentConfiguration }));
}

/** Waits until the deployments of a service are as wanted. */
async function until(service: string, holds: (current: Deployment, others: readonly Deployment[]) => boolean) {
  for (;;) {
    const { deployments = [] } = await rollouts.describe(service);
    const current = deployments.find(({ status }) => status === 'PRIMARY');
    const others = deployments.filter((each) => each !== current);
    if (current !== undefined && holds(current, others)) return;
    await delay(20);
  }
}

async function untilStage(service: string, stage: string): Promise<void> {
  for (;;) {
    const { currentServiceDeployment = '' } = await rollouts.describe(service);
    const { serviceDeployments = [] } = await rollouts.ecs.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [currentServiceDeployment] }),
    );
    if (serviceDeployments[0]?.lifecycleStage === stage) return;
    await delay(20);
  }
}

const stopped = { exitCode: 0, outcome: 'rolled-back', errors: [], request: 'ECS StopServiceDeployment' };

describe('before the request', () => {
  it.each([
    { service: 'lying', how: 'rolling' },
    { service: 'switched', how: 'blue/green' },
  ])(
    'are six calls, from a release that was deployed and lies: $how',
    async ({ service }) => {
      expect((await ship(service, 2)).outputs['outcome']).toBe('deployed');

      const drill = await rollbackCalls(rollouts, service, { 'dry-run': 'true' });
      expect(drill.told).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [], request: undefined });
      expect(drill.before).toEqual(expect.arrayContaining(BESIDE));

      const { told, before, after } = await rollbackCalls(rollouts, service);
      expect(told).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [], request: 'ECS UpdateService' });
      expect(before).toEqual([
        'ECS DescribeServices',
        'ECS DescribeTaskDefinition',
        'ECS ListServiceDeployments',
        'ECS DescribeTaskDefinition',
        'ECR BatchGetImage',
        'ECS DescribeServices',
      ]);
      // What the release needs as well as the one that runs.
      expect(after).toEqual(expect.arrayContaining(BESIDE));
    },
    40_000,
  );

  it('are five calls, from a release whose tasks crash while those before it run', async () => {
    const fault = { kind: 'exit', afterMs: 2_000, exitCode: 1 } as const;
    rollouts.sandbox.faults.tasks.order({ match: { taskDefinition: 'crashing:3' }, fault, when: {} });
    expect((await ship('crashing', 2, { 'wait-for': 'none' })).outputs['outcome']).toBe('started');
    await until('crashing', ({ failedTasks = 0 }) => failedTasks > 0);

    const { told, before, after } = await rollbackCalls(rollouts, 'crashing');
    expect(told).toEqual(stopped);
    expect(before).toEqual([
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS DescribeTaskDefinition',
      'ECS DescribeServiceDeployments',
      'ECS DescribeServiceRevisions',
    ]);
    expect(after).toEqual(expect.arrayContaining([...BESIDE, 'ECR BatchGetImage']));
  }, 40_000);

  it('are six calls, from a release that lies while the tasks before it go', async () => {
    expect((await ship('going', 2, { 'wait-for': 'none' })).outputs['outcome']).toBe('started');
    await until('going', (_, others) => others.some(({ runningCount }) => runningCount === 0));

    const { told, before, after } = await rollbackCalls(rollouts, 'going');
    expect(told).toEqual(stopped);
    expect(before).toEqual([
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS DescribeTaskDefinition',
      'ECR BatchGetImage',
      'ECS DescribeServiceDeployments',
      'ECS DescribeServiceRevisions',
    ]);
    expect(after).toEqual(expect.arrayContaining(BESIDE));
  }, 40_000);

  it('are five calls, from a blue/green release in its bake time', async () => {
    expect((await ship('baking', 2, { 'wait-for': 'none' })).outputs['outcome']).toBe('started');
    await untilStage('baking', 'BAKE_TIME');

    const { told, before, after } = await rollbackCalls(rollouts, 'baking');
    expect(told).toEqual(stopped);
    expect(before).toEqual([
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS DescribeTaskDefinition',
      'ECS DescribeServiceDeployments',
      'ECS DescribeServiceRevisions',
    ]);
    expect(after).toEqual(expect.arrayContaining([...BESIDE, 'ECR BatchGetImage']));
  }, 40_000);
});
