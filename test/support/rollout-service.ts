import { createServer, type AddressInfo } from 'node:net';
import {
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  type DeploymentConfiguration,
  type ECSClient,
  type LoadBalancer,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ModifyTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';

export interface ServiceOptions {
  readonly name: string;
  readonly cluster: string;
  readonly image: string;
  readonly logGroup: string;
  /** Seconds of AWS time in which failed health checks do not count. */
  readonly gracePeriod?: number;
  /** Default true: with rollback. */
  readonly circuitBreaker?: boolean;
  /** With a second target group, so that traffic can be shifted. */
  readonly twoGroups?: boolean;
  /** Besides percents and breaker. */
  readonly configuration?: DeploymentConfiguration;
}

export interface Clients {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

/** A service of one task behind a load balancer of its own; gives the load balancer's URL. */
export async function createLoadBalancedService(clients: Clients, options: ServiceOptions): Promise<string> {
  const { name, cluster, gracePeriod = 60, circuitBreaker = true, configuration = {} } = options;
  const { loadBalancer, url } = await createLoadBalancer(clients.elb, options);
  const { taskDefinition } = await clients.ecs.send(new RegisterTaskDefinitionCommand(firstTaskDefinition(options)));
  await clients.ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: name,
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 1,
      launchType: 'FARGATE',
      healthCheckGracePeriodSeconds: gracePeriod,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [loadBalancer],
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: circuitBreaker, rollback: circuitBreaker },
        ...configuration,
      },
    }),
  );
  return url;
}

export function firstTaskDefinition({ name, image, logGroup }: Pick<ServiceOptions, 'name' | 'image' | 'logGroup'>) {
  return {
    family: name,
    requiresCompatibilities: ['FARGATE' as const],
    networkMode: 'awsvpc' as const,
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'web',
        image,
        essential: true,
        stopTimeout: 10,
        portMappings: [{ containerPort: 8080 }],
        environment: [{ name: 'RELEASE', value: 'one' }],
        logConfiguration: {
          logDriver: 'awslogs' as const,
          options: { 'awslogs-group': logGroup, 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
        },
      },
    ],
  };
}

async function createLoadBalancer(
  elb: ElasticLoadBalancingV2Client,
  { name, twoGroups = false }: ServiceOptions,
): Promise<{ readonly loadBalancer: LoadBalancer; readonly url: string }> {
  const balancer = await elb.send(new CreateLoadBalancerCommand({ Name: name, Subnets: ['subnet-1', 'subnet-2'] }));
  const targetGroupArn = await createTargetGroup(elb, name);
  const port = await freePort();
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer.LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  const advancedConfiguration = {
    alternateTargetGroupArn: twoGroups ? await createTargetGroup(elb, `${name}-2`) : '',
    productionListenerRule: Listeners?.[0]?.ListenerArn,
    roleArn: 'arn:aws:iam::123456789012:role/infrastructure',
  };
  const plain = { targetGroupArn, containerName: 'web', containerPort: 8080 };
  return { loadBalancer: twoGroups ? { ...plain, advancedConfiguration } : plain, url: `http://127.0.0.1:${port}` };
}

export async function createTargetGroup(elb: ElasticLoadBalancingV2Client, name: string): Promise<string> {
  const group = await elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      HealthCheckPath: '/healthz',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 2,
    }),
  );
  const targetGroupArn = group.TargetGroups?.[0]?.TargetGroupArn ?? '';
  const draining = { Key: 'deregistration_delay.timeout_seconds', Value: '10' };
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes: [draining] }));
  return targetGroupArn;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server has an address of this form; only one on a pipe has a name.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
