import { Agent, createServer, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ContinueServiceDeploymentCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { DeploymentConfiguration, ServiceDeployment } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** Who answered each request: the task definition's revision, or what went wrong. */
class Traffic {
  readonly answers: string[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  readonly #port: number;
  readonly #ended: Promise<unknown>;
  #running = true;

  constructor(port: number) {
    this.#port = port;
    this.#ended = Promise.all(Array.from({ length: 4 }, () => this.#ask()));
  }

  async end(): Promise<void> {
    this.#running = false;
    await this.#ended;
    this.#agent.destroy();
  }

  async #ask(): Promise<void> {
    while (this.#running) {
      this.answers.push(await get(this.#port, this.#agent));
      await delay(5);
    }
  }
}

async function get(port: number, agent: Agent): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = request({ host: '127.0.0.1', port, agent, path: '/' }, (response) => {
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (body += chunk));
    response.on('error', (error) => {
      resolve(`lost: ${error.message}`);
    });
    response.on('end', () => {
      resolve(response.statusCode === 200 ? revisionOf(body) : `lost: ${String(response.statusCode)}`);
    });
  });
  asked.on('error', (error) => {
    resolve(`lost: ${error.message}`);
  });
  asked.end();
  return promise;
}

function revisionOf(body: string): string {
  const answer: unknown = JSON.parse(body);
  return typeof answer === 'object' && answer !== null && 'taskDefinition' in answer
    ? String(answer.taskDefinition)
    : `lost: ${body}`;
}

/** A service behind one listener, with two target groups to move its traffic between. */
class Shop {
  readonly port: number;
  readonly #ecs: ECSClient;
  readonly #listener: string;
  readonly #groups: readonly string[];

  private constructor(ecs: ECSClient, front: { port: number; listener: string; groups: readonly string[] }) {
    this.port = front.port;
    this.#ecs = ecs;
    this.#listener = front.listener;
    this.#groups = front.groups;
  }

  static async open({ credentials, endpoint, region }: Sandbox): Promise<Shop> {
    const settings = { endpoint, region, credentials };
    const elb = new ElasticLoadBalancingV2Client(settings);
    const made = await elb.send(new CreateLoadBalancerCommand({ Name: 'front', Subnets: ['subnet-1', 'subnet-2'] }));
    const groups = [await createGroup(elb, 'blue'), await createGroup(elb, 'green')];
    const port = await freePort();
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: made.LoadBalancers?.[0]?.LoadBalancerArn,
        Protocol: 'HTTP',
        Port: port,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groups[0] }],
      }),
    );
    elb.destroy();
    const ecs = new ECSClient(settings);
    await ecs.send(new CreateClusterCommand({}));
    return new Shop(ecs, { port, groups, listener: Listeners?.[0]?.ListenerArn ?? '' });
  }

  async create(deploymentConfiguration: DeploymentConfiguration): Promise<void> {
    const [targetGroupArn, alternateTargetGroupArn] = this.#groups;
    const roleArn = 'arn:aws:iam::123456789012:role/infrastructure';
    await this.#ecs.send(
      new CreateServiceCommand({
        serviceName: 'web',
        taskDefinition: await this.#register(),
        desiredCount: 2,
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        loadBalancers: [
          {
            targetGroupArn,
            containerName: 'web',
            containerPort: 8080,
            advancedConfiguration: { alternateTargetGroupArn, productionListenerRule: this.#listener, roleArn },
          },
        ],
        deploymentConfiguration,
      }),
    );
  }

  async update(deploymentConfiguration: DeploymentConfiguration): Promise<void> {
    const taskDefinition = await this.#register();
    await this.#ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition, deploymentConfiguration }));
  }

  async deployment(): Promise<ServiceDeployment> {
    const { serviceDeployments } = await this.#ecs.send(new ListServiceDeploymentsCommand({ service: 'web' }));
    const serviceDeploymentArns = [serviceDeployments?.[0]?.serviceDeploymentArn ?? ''];
    const described = await this.#ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    return described.serviceDeployments?.[0] ?? {};
  }

  async until(met: (deployment: ServiceDeployment) => boolean): Promise<ServiceDeployment> {
    for (;;) {
      const deployment = await this.deployment();
      if (met(deployment)) return deployment;
      await delay(20);
    }
  }

  async answer(deployment: ServiceDeployment, action: 'CONTINUE' | 'ROLLBACK'): Promise<void> {
    const { lifecycleHookDetails, serviceDeploymentArn } = deployment;
    const hookId = lifecycleHookDetails?.[0]?.hookId;
    await this.#ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
  }

  close(): void {
    this.#ecs.destroy();
  }

  async #register(): Promise<string | undefined> {
    const { taskDefinition } = await this.#ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [{ name: 'web', image: 'web:1', portMappings: [{ containerPort: 8080 }] }],
      }),
    );
    return taskDefinition?.taskDefinitionArn;
  }
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
  const patience = { Key: 'deregistration_delay.timeout_seconds', Value: '10' };
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: [patience] }));
  return arn;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  await shutDown(server);
  return port;
}

const blueGreen: DeploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 };

describe('traffic under deployments of ECS', () => {
  let sandbox: Sandbox;
  let shop: Shop;

  beforeAll(async () => {
    sandbox = await startSandbox({
      speed: 100,
      env: process.env,
      engine: 'none',
      tasks: 'simulated',
      log: () => undefined,
    });
    shop = await Shop.open(sandbox);
    await shop.create(blueGreen);
    await shop.until(({ status }) => status === 'SUCCESSFUL');
  }, 30_000);

  afterAll(async () => {
    shop.close();
    await sandbox.close();
  });

  it('moves to green whole, and no request is lost', async () => {
    const traffic = new Traffic(shop.port);
    await shop.update(blueGreen);
    await shop.until(({ status }) => status === 'SUCCESSFUL');
    await traffic.end();
    expect(traffic.answers.filter((answer) => answer.startsWith('lost'))).toEqual([]);
    const first = traffic.answers.indexOf('web:2');
    expect(new Set(traffic.answers.slice(0, first))).toEqual(new Set(['web:1']));
    expect(traffic.answers.at(-1)).toBe('web:2');
  }, 30_000);

  it('reaches a canary by its percent, and goes back when it is given up', async () => {
    await shop.update({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 0 },
      lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }],
    });
    await shop.answer(await shop.until(isPaused(0)), 'CONTINUE');
    const paused = await shop.until(isPaused(20));
    const during = new Traffic(shop.port);
    await delay(1000);
    await during.end();
    const share = during.answers.filter((answer) => answer === 'web:3').length / during.answers.length;
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.22);
    const traffic = new Traffic(shop.port);
    await shop.answer(paused, 'ROLLBACK');
    await shop.until(({ status }) => status === 'ROLLBACK_SUCCESSFUL');
    await traffic.end();
    expect(traffic.answers.filter((answer) => answer.startsWith('lost'))).toEqual([]);
    expect(new Set(traffic.answers.slice(-20))).toEqual(new Set(['web:2']));
  }, 30_000);
});

const isPaused =
  (percent: number) =>
  ({ lifecycleHookDetails, targetServiceRevision }: ServiceDeployment): boolean =>
    lifecycleHookDetails?.[0]?.status === 'AWAITING_ACTION' &&
    targetServiceRevision?.requestedProductionTrafficWeight === percent;
