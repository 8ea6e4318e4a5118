import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startAwsServer } from '#sandbox/aws/server';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { systemClock } from '#sandbox/clock';
import { createEcs } from './ecs.ts';
import { FakeLogs, FakeRuntime, FakeTargetGroups } from './testing/fakes.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function connect(): Promise<ECSClient> {
  const clock = systemClock(500);
  const runtime = new FakeRuntime(clock);
  const ecs = createEcs({
    clock,
    account: '123456789012',
    region: 'eu-central-1',
    runtime,
    targetGroups: new FakeTargetGroups(clock, runtime, { verdict: 0, drain: 0 }),
    logs: new FakeLogs(),
  });
  closers.push(() => ecs.close());
  const server = await startAwsServer({ services: [ecs.service], clock, validator: strictValidator() });
  closers.push(() => server.close());
  const client = new ECSClient({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
  });
  closers.push(() => {
    client.destroy();
  });
  return client;
}

describe('the AWS SDK', () => {
  it('registers, deploys, waits and reads it all back', async () => {
    const client = await connect();
    await client.send(new CreateClusterCommand({ clusterName: 'prod' }));
    const register = new RegisterTaskDefinitionCommand({
      family: 'app',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'app', image: 'app:1' }],
      tags: [{ key: 'cicd:sha', value: 'abc' }],
    });
    const { taskDefinition } = await client.send(register);
    expect(taskDefinition?.registeredAt).toBeInstanceOf(Date);
    const created = await client.send(
      new CreateServiceCommand({
        cluster: 'prod',
        serviceName: 'web',
        taskDefinition: 'app',
        desiredCount: 2,
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      }),
    );
    expect(created.service?.deployments?.[0]?.id).toMatch(/^ecs-svc\/\d{19}$/);
    const service = { cluster: 'prod', services: ['web'] };
    await waitUntilServicesStable({ client, maxWaitTime: 15, minDelay: 0.05, maxDelay: 0.1 }, service);
    await client.send(register);
    const updated = await client.send(
      new UpdateServiceCommand({ cluster: 'prod', service: 'web', taskDefinition: 'app' }),
    );
    expect(updated.service?.deployments).toHaveLength(2);
    await waitUntilServicesStable({ client, maxWaitTime: 15, minDelay: 0.05, maxDelay: 0.1 }, service);
    const { services } = await client.send(new DescribeServicesCommand(service));
    expect(services?.[0]?.events?.[0]?.createdAt).toBeInstanceOf(Date);
    expect(services?.[0]?.runningCount).toBe(2);
    const { serviceDeployments = [] } = await client.send(
      new ListServiceDeploymentsCommand({ cluster: 'prod', service: 'web', createdAt: { after: new Date(0) } }),
    );
    expect(serviceDeployments).toHaveLength(2);
    const described = await client.send(
      new DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: serviceDeployments.map((entry) => entry.serviceDeploymentArn ?? ''),
      }),
    );
    expect(described.serviceDeployments?.[0]?.targetServiceRevision?.requestedTaskCount).toBe(2);
    const { taskArns } = await client.send(new ListTasksCommand({ cluster: 'prod', serviceName: 'web' }));
    const { tasks } = await client.send(new DescribeTasksCommand({ cluster: 'prod', tasks: taskArns }));
    expect(tasks?.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING']);
    const { tags } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'app', include: ['TAGS'] }));
    expect(tags).toEqual([{ key: 'cicd:sha', value: 'abc' }]);
  });

  it('recognises the errors by their classes', async () => {
    const client = await connect();
    await expect(client.send(new DescribeServicesCommand({ services: ['web'] }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'none' }))).rejects.toMatchObject({
      name: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });
});
