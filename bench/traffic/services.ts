import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import type { Sandbox } from '#sandbox/sandbox';

const COLOURS = ['blue', 'green'] as const;
type Colour = (typeof COLOURS)[number];

/** Two services of two tasks each behind one listener, which forwards to one of them. */
export class TwoServices {
  readonly port: number;
  readonly #ecs: ECSClient;
  readonly #elb: ElasticLoadBalancingV2Client;
  readonly #listenerArn: string;
  readonly #groups: Readonly<Record<Colour, string>>;
  #live: Colour = 'blue';
  #release = 0;

  private constructor(clients: Clients, front: Front) {
    this.#ecs = clients.ecs;
    this.#elb = clients.elb;
    this.port = front.port;
    this.#listenerArn = front.listenerArn;
    this.#groups = front.groups;
  }

  static async create(sandbox: Pick<Sandbox, 'endpoint' | 'region' | 'credentials'>): Promise<TwoServices> {
    const settings = { endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox.credentials };
    const clients = { ecs: new ECSClient(settings), elb: new ElasticLoadBalancingV2Client(settings) };
    await clients.ecs.send(new CreateClusterCommand({}));
    const services = new TwoServices(clients, await createFront(clients.elb));
    for (const colour of COLOURS) await services.#createService(colour);
    for (const colour of COLOURS) await services.#steady(colour);
    return services;
  }

  /** Replaces every task of the service that has the traffic, and waits until the deployment is complete. */
  async rollingUpdate(): Promise<void> {
    await this.#update(this.#live);
  }

  /** Replaces the tasks of the service without traffic, then sends all of it there. */
  async switchOver(): Promise<void> {
    const next = this.#live === 'blue' ? 'green' : 'blue';
    await this.#update(next);
    await this.#healthy(next);
    const weights = [
      { TargetGroupArn: this.#groups[this.#live], Weight: 0 },
      { TargetGroupArn: this.#groups[next], Weight: 100 },
    ];
    await this.#elb.send(
      new ModifyListenerCommand({
        ListenerArn: this.#listenerArn,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
      }),
    );
    this.#live = next;
  }

  close(): void {
    this.#ecs.destroy();
    this.#elb.destroy();
  }

  async #createService(colour: Colour): Promise<void> {
    await this.#ecs.send(
      new CreateServiceCommand({
        serviceName: colour,
        taskDefinition: await this.#register(),
        desiredCount: 2,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        loadBalancers: [{ targetGroupArn: this.#groups[colour], containerName: 'web', containerPort: 8080 }],
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      }),
    );
  }

  async #register(): Promise<string> {
    this.#release += 1;
    const { taskDefinition } = await this.#ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [
          {
            name: 'web',
            image: `web:${this.#release}`,
            essential: true,
            stopTimeout: 10,
            portMappings: [{ containerPort: 8080 }],
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  }

  async #update(colour: Colour): Promise<void> {
    await this.#ecs.send(new UpdateServiceCommand({ service: colour, taskDefinition: await this.#register() }));
    await this.#steady(colour);
  }

  async #steady(colour: Colour): Promise<void> {
    for (;;) {
      const { services } = await this.#ecs.send(new DescribeServicesCommand({ services: [colour] }));
      const deployments = services?.[0]?.deployments ?? [];
      const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
      if (failed) throw new Error(`a deployment of ${colour} failed: ${failed.rolloutStateReason ?? 'no reason'}`);
      if (deployments.length === 1 && deployments[0]?.rolloutState === 'COMPLETED') return;
      await delay(50);
    }
  }

  async #healthy(colour: Colour): Promise<void> {
    const TargetGroupArn = this.#groups[colour];
    for (;;) {
      const { TargetHealthDescriptions = [] } = await this.#elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy');
      if (healthy.length >= 2) return;
      await delay(50);
    }
  }
}

interface Clients {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

interface Front {
  readonly port: number;
  readonly listenerArn: string;
  readonly groups: Readonly<Record<Colour, string>>;
}

async function createFront(elb: ElasticLoadBalancingV2Client): Promise<Front> {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'front', Subnets: ['subnet-1', 'subnet-2'] }),
  );
  const groups = { blue: await createGroup(elb, 'blue'), green: await createGroup(elb, 'green') };
  const weights = [
    { TargetGroupArn: groups.blue, Weight: 100 },
    { TargetGroupArn: groups.green, Weight: 0 },
  ];
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: await freePort(),
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
    }),
  );
  const listener = Listeners?.[0];
  return { port: listener?.Port ?? 0, listenerArn: listener?.ListenerArn ?? '', groups };
}

async function createGroup(elb: ElasticLoadBalancingV2Client, Name: string): Promise<string> {
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name,
      Protocol: 'HTTP',
      Port: 8080,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 2,
    }),
  );
  const arn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const delaySeconds = { Key: 'deregistration_delay.timeout_seconds', Value: '10' };
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: [delaySeconds] }));
  return arn;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  await shutDown(server);
  return port;
}
