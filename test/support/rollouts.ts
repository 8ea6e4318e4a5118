import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { ActionRun } from '#sandbox/runner/action-run';
import { runAction } from '#sandbox/runner/run-action';
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/sandbox';
import { root } from './project.ts';
import { createLoadBalancedService, type ServiceOptions } from './rollout-service.ts';

export const CLUSTER = 'rollouts';
export const LOG_GROUP = '/ecs/rollouts';
const SPEED = 40;
export const TRUSTS_TASKS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export interface OpenOptions {
  /** How much faster than AWS's the sandbox's clock goes. */
  readonly speed?: number;
  /** `simulated`: no program of a task runs. */
  readonly tasks?: 'simulated';
  /** The functions that hooks call. */
  readonly lambda?: LambdaFunctions;
  /** What is known of ECS but not for certain, such as stale reads. */
  readonly ecs?: SandboxOptions['ecs'];
}

export interface Acted extends Pick<ActionRun, 'exitCode' | 'outputs' | 'summary' | 'durationMs' | 'conclusion'> {
  /** All lines of the step, joined. */
  readonly log: string;
  readonly errors: readonly string[];
  /** Operations that change something, that were called meanwhile; other callers' too. */
  readonly writes: readonly string[];
}

export interface ActOptions {
  /** Commit of the event. */
  readonly sha?: string;
  /** Of the workflow run. Default 1. */
  readonly runId?: string;
  /** GitHub's REST API. Default: the sandbox's. */
  readonly apiUrl?: string;
  readonly workspace?: string;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

type Inputs = Readonly<Record<string, string>>;

/** A local AWS with a cluster, a repository and a log group, and a runner beside it. */
export class Rollouts {
  readonly sandbox: Sandbox;
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly #elb: ElasticLoadBalancingV2Client;

  private constructor(sandbox: Sandbox) {
    const { endpoint, region, credentials } = sandbox;
    this.sandbox = sandbox;
    this.ecs = new ECSClient({ endpoint, region, credentials });
    this.ecr = new ECRClient({ endpoint, region, credentials });
    this.#elb = new ElasticLoadBalancingV2Client({ endpoint, region, credentials });
  }

  static async open({ speed = SPEED, tasks, lambda, ecs }: OpenOptions = {}): Promise<Rollouts> {
    const sandbox = await startSandbox({
      engine: 'none',
      speed,
      env: process.env,
      log: () => undefined,
      ...(tasks === undefined ? {} : { tasks }),
      ...(lambda === undefined ? {} : { lambda }),
      ...(ecs === undefined ? {} : { ecs }),
    });
    const rollouts = new Rollouts(sandbox);
    const { endpoint, region, credentials } = sandbox;
    const logs = new CloudWatchLogsClient({ endpoint, region, credentials });
    await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    logs.destroy();
    const iam = new IAMClient({ endpoint, region, credentials });
    await iam.send(new CreateRoleCommand({ RoleName: 'execution', AssumeRolePolicyDocument: TRUSTS_TASKS }));
    iam.destroy();
    await rollouts.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
    await rollouts.ecr.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
    return rollouts;
  }

  async close(): Promise<void> {
    for (const client of [this.ecs, this.ecr, this.#elb]) client.destroy();
    await this.sandbox.close();
  }

  /** Makes a service that serves release `one`; gives the load balancer's URL. */
  async createService(
    options: Pick<ServiceOptions, 'name' | 'image' | 'gracePeriod' | 'circuitBreaker' | 'twoGroups' | 'configuration'>,
  ): Promise<string> {
    const clients = { ecs: this.ecs, elb: this.#elb };
    const url = await createLoadBalancedService(clients, { ...options, cluster: CLUSTER, logGroup: LOG_GROUP });
    await this.settle(options.name);
    return url;
  }

  /** Runs a bundle as a step of a job of its own. */
  async act(action: string, inputs: Inputs, options: ActOptions = {}): Promise<Acted> {
    const { sha = 'a'.repeat(40), runId = '1', apiUrl = this.sandbox.github.url, workspace, signal, onLine } = options;
    const directory = await mkdtemp(join(this.sandbox.ledger.directory, 'runner-'));
    const before = this.sandbox.calls().length;
    const run = await runAction({
      repository: root,
      workspace: workspace ?? directory,
      action,
      inputs: { cluster: CLUSTER, ...inputs },
      env: this.sandbox.environment,
      github: {
        sha,
        ref: 'refs/heads/main',
        repository: 'example/web',
        runId,
        runNumber: '1',
        runAttempt: '1',
        actor: 'octocat',
        eventName: 'push',
        apiUrl,
      },
      directory,
      ledger: this.sandbox.ledger,
      ...(signal === undefined ? {} : { signal }),
      ...(onLine === undefined ? {} : { onLine }),
    });
    const { exitCode, outputs, summary, durationMs, conclusion } = run;
    return {
      exitCode,
      outputs,
      summary,
      durationMs,
      conclusion,
      log: run.log.join('\n'),
      errors: run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message),
      writes: this.writesSince(before),
    };
  }

  /** Operations that change something, from a call on. */
  writesSince(call: number): readonly string[] {
    const calls = this.sandbox.calls().slice(call);
    return calls
      .map(({ operation }) => operation)
      .filter((name) => !/^(?:Describe|List|Get|Batch(?:Get|Check))/.test(name));
  }

  /** Waits until the deployment under way is completed; gives the revision it deployed, as `family:revision`. */
  async settle(service: string): Promise<string> {
    for (;;) {
      const { deployments = [] } = await this.describe(service);
      const [only, ...others] = deployments;
      if (only?.rolloutState === 'COMPLETED' && others.length === 0) return revisionOf(only.taskDefinition);
      await delay(50);
    }
  }

  /** The revision the service is to run, whether it does yet or not. */
  async wanted(service: string): Promise<string> {
    return revisionOf((await this.describe(service)).taskDefinition);
  }

  async describe(service: string): Promise<Service> {
    const { services } = await this.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [service] }));
    const [found] = services ?? [];
    if (found === undefined) throw new Error(`there is no service ${service}`);
    return found;
  }
}

/** How a step ended that has an `outcome`. */
export const ended = ({ exitCode, outputs }: Acted) => ({ exitCode, outcome: outputs['outcome'] });

/** How it ended, and the errors it told. */
export const told = (run: Acted) => ({ ...ended(run), errors: run.errors });

function revisionOf(taskDefinition = ''): string {
  return taskDefinition.split('/').at(-1) ?? '';
}

/** The releases that answer 10 requests through the load balancer, each named once. */
export async function serving(url: string): Promise<readonly string[]> {
  const seen = new Set<string>();
  for (let request = 0; request < 10; request += 1) seen.add(await ask(url));
  return [...seen].sort();
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) return `HTTP ${response.status}`;
  // What the program of rollout-app.ts answers.
  return ((await response.json()) as { readonly release: string }).release;
}
