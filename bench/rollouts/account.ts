import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '#sandbox/aws/service';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { object, objects, text } from '#sandbox/scenarios/truth';
import { asker, type Ask } from '#sandbox/status/ask';

/** Tasks get their secrets by it. */
const ROLE = 'execution';
export const EXECUTION_ROLE = `arn:aws:iam::123456789012:role/${ROLE}`;
const TRUSTS_TASKS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
export const CLUSTER = 'rollouts';
export const CONTAINER = 'app';

/** One deployment of a service, by ECS's own account. */
export interface DeploymentFact {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly status: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; undefined while it is under way. */
  readonly finishedAt: number | undefined;
  /** Did the circuit breaker end it. */
  readonly triggered: boolean;
}

/** A sandbox with simulated tasks, whose ECS can be asked past the wire and its faults. */
export class Account {
  readonly sandbox: Sandbox;
  readonly speed: number;
  /** Folder for what deployers write. */
  readonly temp: string;
  readonly #ask: Ask;

  private constructor(sandbox: Sandbox, { speed, temp }: { readonly speed: number; readonly temp: string }) {
    this.sandbox = sandbox;
    this.speed = speed;
    this.temp = temp;
    this.#ask = asker(sandbox.services);
  }

  static async open(options: {
    readonly speed: number;
    readonly staleReadMs: number;
    readonly throttle?: boolean;
  }): Promise<Account> {
    const { speed, staleReadMs, throttle = false } = options;
    const sandbox = await startSandbox({
      speed,
      engine: 'none',
      tasks: 'simulated',
      ecs: { staleReadMs },
      throttle,
      env: process.env,
      log: () => undefined,
    });
    const temp = await mkdtemp(join(sandbox.ledger.directory, 'reports-'));
    const account = new Account(sandbox, { speed, temp });
    await account.ecs('CreateCluster', { clusterName: CLUSTER });
    await account.#ask('IAM', 'CreateRole', { RoleName: ROLE, AssumeRolePolicyDocument: TRUSTS_TASKS });
    return account;
  }

  /** Asks ECS itself. */
  ecs(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#ask('ECS', operation, input);
  }

  /** Asks the registry itself. */
  ecr(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#ask('ECR', operation, input);
  }

  /** Asks Elastic Load Balancing itself. */
  elb(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#ask('ELASTIC_LOAD_BALANCING_V2', operation, input);
  }

  /** Registers a revision that runs an image, with a commit in its environment where one is given; gives its ARN. */
  async register(family: string, image: string, sha?: string): Promise<string> {
    const { taskDefinition } = await this.ecs('RegisterTaskDefinition', {
      family,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: EXECUTION_ROLE,
      containerDefinitions: [
        {
          name: CONTAINER,
          image,
          essential: true,
          ...(sha === undefined ? {} : { environment: [{ name: 'COMMIT_SHA', value: sha }] }),
          portMappings: [{ containerPort: 8080 }],
          healthCheck: { command: ['CMD-SHELL', 'true'], interval: 5, retries: 2, timeout: 5 },
        },
      ],
    });
    return text(object(taskDefinition), 'taskDefinitionArn');
  }

  /** The service's deployments, newest first. */
  async deployments(service: string): Promise<readonly DeploymentFact[]> {
    const { serviceDeployments } = await this.ecs('ListServiceDeployments', { cluster: CLUSTER, service });
    const serviceDeploymentArns = objects(serviceDeployments).map((entry) => text(entry, 'serviceDeploymentArn'));
    if (serviceDeploymentArns.length === 0) return [];
    const described = await this.ecs('DescribeServiceDeployments', { serviceDeploymentArns });
    const facts = await Promise.all(
      objects(described['serviceDeployments']).map(async (entry) => ({
        createdAt: Number(entry['createdAt']) * 1000,
        arn: text(entry, 'serviceDeploymentArn'),
        taskDefinition: await this.#taskDefinitionOf(entry),
        status: text(entry, 'status'),
        finishedAt: typeof entry['finishedAt'] === 'number' ? entry['finishedAt'] * 1000 : undefined,
        triggered: object(entry['deploymentCircuitBreaker'])['status'] === 'TRIGGERED',
      })),
    );
    return facts.toSorted((a, b) => b.createdAt - a.createdAt);
  }

  async #taskDefinitionOf(serviceDeployment: JsonObject): Promise<string> {
    const arn = text(object(serviceDeployment['targetServiceRevision']), 'arn');
    const { serviceRevisions } = await this.ecs('DescribeServiceRevisions', { serviceRevisionArns: [arn] });
    return text(object(objects(serviceRevisions)[0]), 'taskDefinition');
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}
