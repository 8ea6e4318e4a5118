import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sandbox } from '#sandbox/sandbox';

const SWITCHED_PATH = '/switched';

interface Clients {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

/**
 * Two services of two tasks each behind one listener: `rolling`, which its default rule forwards to, and `switched`, deployed
 * blue/green, behind a rule for a path of its own.
 */
export class TwoServices {
  readonly port: number;
  /** One of each service. */
  readonly paths = ['/', SWITCHED_PATH] as const;
  readonly #clients: Clients;
  #release = 0;

  private constructor(clients: Clients, port: number) {
    this.#clients = clients;
    this.port = port;
  }

  /** Resolves when every task is in service. */
  static async create(sandbox: Pick<Sandbox, 'endpoint' | 'region' | 'credentials'>): Promise<TwoServices> {
    const settings = { endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox.credentials };
    const clients = { ecs: new ECSClient(settings), elb: new ElasticLoadBalancingV2Client(settings) };
    await clients.ecs.send(new CreateClusterCommand({}));
    const front = await createFront(clients.elb);
    const services = new TwoServices(clients, front.port);
    await services.#createService('rolling', { targetGroupArn: front.rolling }, { strategy: 'ROLLING' });
    const pair = {
      targetGroupArn: front.blue,
      advancedConfiguration: {
        alternateTargetGroupArn: front.green,
        productionListenerRule: front.rule,
        roleArn: 'arn:aws:iam::123456789012:role/load-balancers',
      },
    };
    await services.#createService('switched', pair, { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 });
    await services.#complete('rolling');
    await services.#complete('switched');
    return services;
  }

  /** Replaces the tasks of `rolling` one after the other, and waits until the deployment is complete. */
  async rollingUpdate(): Promise<void> {
    await this.#update('rolling');
  }

  /** Starts a second set of tasks of `switched`, sends its traffic there, and waits until the old set is gone. */
  async switchOver(): Promise<void> {
    await this.#update('switched');
  }

  close(): void {
    this.#clients.ecs.destroy();
    this.#clients.elb.destroy();
  }

  async #createService(
    serviceName: string,
    group: Omit<LoadBalancer, 'containerName' | 'containerPort'>,
    deployment: DeploymentConfiguration,
  ): Promise<void> {
    await this.#clients.ecs.send(
      new CreateServiceCommand({
        serviceName,
        taskDefinition: await this.#register(),
        desiredCount: 2,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        loadBalancers: [{ ...group, containerName: 'web', containerPort: 8080 }],
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200, ...deployment },
      }),
    );
  }

  async #register(): Promise<string> {
    this.#release += 1;
    const { taskDefinition } = await this.#clients.ecs.send(
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

  async #update(service: string): Promise<void> {
    const taskDefinition = await this.#register();
    await this.#clients.ecs.send(new UpdateServiceCommand({ service, taskDefinition }));
    await this.#complete(service);
  }

  async #complete(service: string): Promise<void> {
    for (;;) {
      const { services } = await this.#clients.ecs.send(new DescribeServicesCommand({ services: [service] }));
      const deployments = services?.[0]?.deployments ?? [];
      const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
      if (failed) throw new Error(`a deployment of ${service} failed: ${failed.rolloutStateReason ?? 'no reason'}`);
      if (deployments.length === 1 && deployments[0]?.rolloutState === 'COMPLETED') return;
      await delay(50);
    }
  }
}

interface Front {
  readonly port: number;
  /** Target groups. */
  readonly rolling: string;
  readonly blue: string;
  readonly green: string;
  /** Forwards to blue and green. */
  readonly rule: string;
}

async function createFront(elb: ElasticLoadBalancingV2Client): Promise<Front> {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'front', Subnets: ['subnet-1', 'subnet-2'] }),
  );
  const rolling = await createGroup(elb, 'rolling');
  const [blue, green] = [await createGroup(elb, 'blue'), await createGroup(elb, 'green')];
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 0,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: rolling }],
    }),
  );
  const { Rules } = await elb.send(
    new CreateRuleCommand({
      ListenerArn: Listeners?.[0]?.ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: [SWITCHED_PATH] }],
      Actions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  return { port: Listeners?.[0]?.Port ?? 0, rolling, blue, green, rule: Rules?.[0]?.RuleArn ?? '' };
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
