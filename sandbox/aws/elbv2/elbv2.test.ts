import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateListenerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  DeregisterTargetsCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  CreateTargetGroupCommandInput,
  ElasticLoadBalancingV2Client,
  TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestTarget } from '#sandbox/loadbalancer/test-target';
import type { Elbv2 } from './elbv2.ts';
import { Elbv2Bench, forward } from './test-bench.ts';

let bench: Elbv2Bench;
let elbv2: Elbv2;
let client: ElasticLoadBalancingV2Client;

beforeEach(async () => {
  bench = await Elbv2Bench.start();
  ({ elbv2, client } = bench);
});

afterEach(() => bench.close());

async function createGroup(settings: Partial<CreateTargetGroupCommandInput> = {}): Promise<string> {
  const { TargetGroups } = await client.send(
    new CreateTargetGroupCommand({
      Name: 'web',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      ...settings,
    }),
  );
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

async function register(targetGroupArn: string, id: string): Promise<TestTarget> {
  const target = await bench.target((_request, response) => response.end(id));
  elbv2.targetGroups.register(targetGroupArn, { id, port: 8080, hostPort: target.hostPort });
  return target;
}

async function healthOf(targetGroupArn: string, id: string): Promise<TargetHealth | undefined> {
  const { TargetHealthDescriptions } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return TargetHealthDescriptions?.find(({ Target }) => Target?.Id === id)?.TargetHealth;
}

async function untilHealth(
  targetGroupArn: string,
  id: string,
  state: string | undefined,
): Promise<TargetHealth | undefined> {
  const deadline = Date.now() + 8000;
  for (;;) {
    const health = await healthOf(targetGroupArn, id);
    if (health?.State === state) return health;
    if (Date.now() > deadline) throw new Error(`${id} is ${JSON.stringify(health)}, not ${String(state)}`);
    await delay(20);
  }
}

const quick = { HealthCheckPath: '/health', HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2 } as const;

describe('target groups', () => {
  it('have the defaults of AWS, and change', async () => {
    const arn = await createGroup();
    expect(arn).toMatch(/^arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup\/web\/[0-9a-f]{16}$/);
    const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
    expect(TargetGroups?.[0]).toMatchObject({
      TargetGroupName: 'web',
      Port: 8080,
      Protocol: 'HTTP',
      TargetType: 'ip',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      HealthCheckEnabled: true,
      Matcher: { HttpCode: '200' },
      LoadBalancerArns: [],
    });
    const changed = await client.send(
      new ModifyTargetGroupCommand({
        TargetGroupArn: arn,
        HealthCheckPath: '/up',
        Matcher: { HttpCode: '200-299,404' },
      }),
    );
    expect(changed.TargetGroups?.[0]).toMatchObject({ HealthCheckPath: '/up', Matcher: { HttpCode: '200-299,404' } });
  });

  it('keep their deregistration delay as an attribute', async () => {
    const arn = await createGroup();
    const read = async (): Promise<unknown> => {
      const { Attributes } = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
      return Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
    };
    expect(await read()).toBe('300');
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }];
    await client.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes }));
    expect(await read()).toBe('5');
  });

  it('are made once, and refused with other settings under the same name', async () => {
    const arn = await createGroup();
    expect(await createGroup()).toBe(arn);
    await expect(createGroup({ Port: 81 })).rejects.toMatchObject({ name: 'DuplicateTargetGroupNameException' });
  });

  it.each([
    { name: 'a long name', input: { Name: 'x'.repeat(33) }, error: 'ValidationError' },
    { name: 'a hyphen at the end', input: { Name: 'web-' }, error: 'ValidationError' },
    { name: 'an interval out of bounds', input: { HealthCheckIntervalSeconds: 4 }, error: 'ValidationError' },
    { name: 'a timeout as long as the interval', input: { HealthCheckTimeoutSeconds: 30 }, error: 'ValidationError' },
    { name: 'a matcher out of bounds', input: { Matcher: { HttpCode: '500' } }, error: 'ValidationError' },
    { name: 'a matcher backwards', input: { Matcher: { HttpCode: '299-200' } }, error: 'ValidationError' },
    { name: 'another protocol', input: { Protocol: 'TCP' }, error: 'InvalidConfigurationRequestException' },
  ] as const)('refuse $name', async ({ input, error }) => {
    await expect(createGroup(input)).rejects.toMatchObject({ name: error });
  });

  it('are not found by another name', async () => {
    await expect(client.send(new DescribeTargetGroupsCommand({ Names: ['other'] }))).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('listeners', () => {
  it('bind their port, and keep the target group from being deleted', async () => {
    const group = await createGroup();
    const { port, arn, loadBalancerArn: lb } = await bench.listener(forward([group, 1]));
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(503);
    const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand({ Names: ['front'] }));
    expect(LoadBalancers?.[0]).toMatchObject({
      LoadBalancerArn: lb,
      DNSName: '127.0.0.1',
      State: { Code: 'active' },
      Type: 'application',
    });
    expect(LoadBalancers?.[0]?.CreatedTime).toBeInstanceOf(Date);
    expect((await client.send(new DescribeListenersCommand({ LoadBalancerArn: lb }))).Listeners).toMatchObject([
      { ListenerArn: arn, Port: port, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: group }] },
    ]);
    const remove = new DeleteTargetGroupCommand({ TargetGroupArn: group });
    await expect(client.send(remove)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await client.send(new DeleteListenerCommand({ ListenerArn: arn }));
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    await client.send(remove);
    expect(elbv2.targetGroups.exists(group)).toBe(false);
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: lb }));
    expect((await client.send(new DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([]);
  });

  it('refuse a port in use', async () => {
    const group = await createGroup();
    const { port, loadBalancerArn: lb } = await bench.listener(forward([group, 1]));
    const again = new CreateListenerCommand({
      LoadBalancerArn: lb,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: group }] } }],
    });
    await expect(client.send(again)).rejects.toMatchObject({ name: 'DuplicateListenerException' });
  });
});

describe('target health', () => {
  it('goes from initial to healthy, unhealthy, draining and away, in the words of AWS', async () => {
    const group = await createGroup(quick);
    const { port } = await bench.listener(forward([group, 1]));
    const target = await register(group, '10.0.0.1');
    expect(await healthOf(group, '10.0.0.1')).toMatchObject({
      State: 'initial',
      Reason: expect.stringMatching(/^Elb\.(RegistrationInProgress|InitialHealthChecking)$/),
    });
    await expect(untilHealth(group, '10.0.0.1', 'healthy')).resolves.toEqual({ State: 'healthy' });
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('10.0.0.1');
    target.health = 502;
    await expect(untilHealth(group, '10.0.0.1', 'unhealthy')).resolves.toEqual({
      State: 'unhealthy',
      Reason: 'Target.ResponseCodeMismatch',
      Description: 'Health checks failed with these codes: [502]',
    });
    elbv2.targetGroups.deregister(group, { id: '10.0.0.1', port: 8080, hostPort: target.hostPort });
    expect(await healthOf(group, '10.0.0.1')).toEqual({
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    });
    await untilHealth(group, '10.0.0.1', undefined);
    const { TargetHealthDescriptions } = await client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: group, Targets: [{ Id: '10.0.0.1', Port: 8080 }] }),
    );
    expect(TargetHealthDescriptions).toMatchObject([
      { TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } },
    ]);
  });

  it('is unused until a listener forwards to the group, and again afterwards', async () => {
    const group = await createGroup(quick);
    await register(group, '10.0.0.2');
    expect(await healthOf(group, '10.0.0.2')).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    const { arn } = await bench.listener(forward([group, 1]));
    await untilHealth(group, '10.0.0.2', 'healthy');
    await client.send(new DeleteListenerCommand({ ListenerArn: arn }));
    expect(await healthOf(group, '10.0.0.2')).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
  });

  it('follows a change of the health check', async () => {
    const group = await createGroup({ ...quick, HealthCheckPath: '/nothing-there', Matcher: { HttpCode: '404' } });
    await bench.listener(forward([group, 1]));
    const target = await bench.target((request, response) => {
      response.writeHead(request.url === '/nothing-there' ? 404 : 200);
      response.end();
    });
    elbv2.targetGroups.register(group, { id: '10.0.0.3', port: 8080, hostPort: target.hostPort });
    await untilHealth(group, '10.0.0.3', 'healthy');
    await client.send(new ModifyTargetGroupCommand({ TargetGroupArn: group, Matcher: { HttpCode: '200' } }));
    await expect(untilHealth(group, '10.0.0.3', 'unhealthy')).resolves.toMatchObject({
      Description: 'Health checks failed with these codes: [404]',
    });
  });

  it('follows targets registered by hand, on this machine', async () => {
    const group = await createGroup(quick);
    const { port } = await bench.listener(forward([group, 1]));
    const { hostPort } = await bench.target((_request, response) => response.end('by hand'));
    const Targets = [{ Id: '127.0.0.1', Port: hostPort }];
    await client.send(new RegisterTargetsCommand({ TargetGroupArn: group, Targets }));
    await untilHealth(group, '127.0.0.1', 'healthy');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('by hand');
    const remove = new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id: '127.0.0.1' }] });
    await client.send(remove);
    expect(await healthOf(group, '127.0.0.1')).toMatchObject({ State: 'draining' });
    await untilHealth(group, '127.0.0.1', undefined);
    await client.send(remove);
    const elsewhere = new RegisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id: '10.0.0.1' }] });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: 'InvalidTargetException' });
  });
});
