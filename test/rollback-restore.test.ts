import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DescribeServiceRevisionsCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { pushImage } from './support/rollout-app.ts';
import { firstTaskDefinition } from './support/rollout-service.ts';
import { CLUSTER, LOG_GROUP, Rollouts, type Acted } from './support/rollouts.ts';

let rollouts: Rollouts;
let image = '';

beforeAll(async () => {
  rollouts = await Rollouts.open({ speed: 100, tasks: 'simulated' });
  ({ image } = await pushImage(rollouts.sandbox, { repository: 'web', sha: 'a'.repeat(40) }));
  await Promise.all(['asked', 'unasked', 'stopped'].map(prepare));
}, 60_000);

afterAll(() => rollouts.close(), 30_000);

/** Release one with a security group of its own, release two with the same, and since then another group and Spot. */
async function prepare(service: string): Promise<void> {
  await rollouts.createService({ name: service, image, configuration: {} });
  await update(service, network('sg-before'));
  await rollouts.settle(service);
  if (service === 'stopped') return;
  const inputs = { service, image, 'environment-variables': 'RELEASE=two', 'wait-for': 'none' };
  expect((await rollouts.act('deploy-ecs', inputs)).exitCode).toBe(0);
  expect(await rollouts.settle(service)).toBe(`${service}:2`);
  await update(service, { ...network('sg-after'), capacityProviderStrategy: [SPOT] });
  await rollouts.settle(service);
}

const SPOT = { capacityProvider: 'FARGATE_SPOT', weight: 1 };
const network = (group: string) => ({
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: [group], assignPublicIp: 'DISABLED' as const },
  },
});

async function update(service: string, change: Partial<UpdateServiceCommandInput>): Promise<void> {
  await rollouts.ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service, ...change }));
}

const rollBack = (service: string, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> =>
  rollouts.act('rollback', { service, ...inputs });

const told = ({ exitCode, outputs, errors }: Acted) => ({ exitCode, outcome: outputs['outcome'], errors });

const CHANGES = ['security groups: sg-after → sg-before', 'launch type: none → FARGATE'];

describe('settings that changed since the release was deployed', () => {
  it('stay as they are when nobody asks, which a dry run says', async () => {
    const would = await rollBack('unasked', { 'dry-run': 'true' });
    expect(told(would)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    expect(would.log).toContain(
      'Since unasked:1 was deployed, of the service changed: security groups, launch type, capacity providers.',
    );
    const run = await rollBack('unasked');
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    const { networkConfiguration, capacityProviderStrategy } = await rollouts.describe('unasked');
    expect(networkConfiguration?.awsvpcConfiguration?.securityGroups).toEqual(['sg-after']);
    expect(capacityProviderStrategy).toMatchObject([SPOT]);
  });

  it('go back with restore: service-revision, each told, the number of tasks untouched', async () => {
    await update('asked', { desiredCount: 3 });
    const would = await rollBack('asked', { restore: 'service-revision', 'dry-run': 'true' });
    expect(told(would)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    for (const line of CHANGES) expect(would.log).toContain(line);
    expect(would.summary).toContain('| security groups | `sg-after` | `sg-before` |');
    expect(would.writes).toEqual([]);
    const run = await rollBack('asked', { restore: 'service-revision' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    for (const line of CHANGES) expect(run.log).toContain(line);
    const service = await rollouts.describe('asked');
    expect(service).toMatchObject({ ...network('sg-before'), desiredCount: 3, launchType: 'FARGATE' });
    expect(service.capacityProviderStrategy).toEqual([]);
    const [arn = ''] = (service.currentServiceRevisions ?? []).map((revision) => revision.arn ?? '');
    const { serviceRevisions } = await rollouts.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }),
    );
    expect(serviceRevisions).toMatchObject([{ ...network('sg-before'), launchType: 'FARGATE' }]);
  });

  it('go back in any case when the deployment under way is stopped', async () => {
    const two = firstTaskDefinition({ name: 'stopped', image, logGroup: LOG_GROUP });
    await rollouts.ecs.send(new RegisterTaskDefinitionCommand({ ...two, cpu: '512', memory: '1024' }));
    await update('stopped', { taskDefinition: 'stopped:2', ...network('sg-after') });
    const run = await rollBack('stopped', { restore: 'service-revision' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.outputs['method']).toBe('stop-deployment');
    expect(run.log).toContain('Amazon ECS restores the whole service revision, its settings too.');
    expect(await rollouts.settle('stopped')).toBe('stopped:1');
    expect(await rollouts.describe('stopped')).toMatchObject(network('sg-before'));
  });
});

describe('a release that was never deployed to the service', () => {
  it('is refused with the name of the input, before anything is changed', async () => {
    const run = await rollBack('unasked', { restore: 'service-revision', to: 'asked:1' });
    expect(run.exitCode).toBe(1);
    expect(run.errors.join()).toContain(
      'restore: got "service-revision", but ECS knows of no successful deployment of asked:1 to unasked',
    );
    expect(run.writes).toEqual([]);
  });
});
