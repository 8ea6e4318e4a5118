/**
 * A full account in one sandbox: 200 services with two simulated tasks each, all of them in the middle of a rollout.
 *
 * Measures how long a describe takes (median, 95th percentile) and what memory the sandbox process holds. The sandbox runs in a process of its own, so that the client is not
 * counted.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  paginateListTasks,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { print } from './table.ts';

export interface Scale {
  readonly services: number;
  readonly tasksEach: number;
  /** Describes measured, of each kind. */
  readonly samples: number;
}

export interface ScaleFigures {
  readonly services: number;
  readonly tasks: number;
  /** Milliseconds. */
  readonly describeOne: Spread;
  readonly describeTen: Spread;
  readonly describeTasks: Spread;
  /** Bytes: the most the sandbox process ever held (VmHWM). */
  readonly memory: number;
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

/** What is promised of a full sandbox. */
export const limits = { describeMs: 20, memoryBytes: 400 * 1024 * 1024 } as const;

/** `npm run bench -- scale` */
export async function scale(): Promise<number> {
  const figures = await measureScale({ services: 200, tasksEach: 2, samples: 200 });
  const { services, tasks, memory } = figures;
  console.log(`${services} services, ${tasks} tasks, each service in the middle of a rollout\n`);
  const row = (name: string, { median, p95 }: Spread) => [name, median.toFixed(1), p95.toFixed(1)];
  print(
    ['call', 'median (ms)', 'p95 (ms)'],
    [
      row('DescribeServices, one service', figures.describeOne),
      row('DescribeServices, ten services', figures.describeTen),
      row('DescribeTasks, a hundred tasks', figures.describeTasks),
    ],
  );
  console.log(`\nMost memory the sandbox held: ${(memory / 1024 / 1024).toFixed(0)} MiB`);
  const within = figures.describeTen.median < limits.describeMs && memory < limits.memoryBytes;
  return within ? 0 : 1;
}

const cluster = 'scale';
const speed = 20;

export async function measureScale({ services, tasksEach, samples }: Scale): Promise<ScaleFigures> {
  const sandbox = await startSandboxProcess();
  const client = new ECSClient({ endpoint: sandbox.endpoint, region: 'us-east-1', credentials });
  try {
    const names = Array.from({ length: services }, (_, index) => `service-${index}`);
    await createServices(client, names, tasksEach);
    await allRunning(client, services * tasksEach);
    await redeploy(client, names);
    const describe = (wanted: readonly string[]) =>
      client.send(new DescribeServicesCommand({ cluster, services: [...wanted] }));
    const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, maxResults: 100 }));
    return {
      services,
      tasks: services * tasksEach,
      describeOne: await spread(samples, (turn) => describe([names[turn % services] ?? ''])),
      describeTen: await spread(samples, (turn) => {
        const from = (turn * 10) % services;
        return describe(names.slice(from, from + 10));
      }),
      describeTasks: await spread(samples, () => client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))),
      memory: peakMemory(sandbox.process),
    };
  } finally {
    client.destroy();
    sandbox.process.kill('SIGTERM');
    await once(sandbox.process, 'exit');
  }
}

const credentials = { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'sandbox-secret-access-key' };

async function startSandboxProcess(): Promise<{ readonly endpoint: string; readonly process: ChildProcess }> {
  const main = join(import.meta.dirname, '..', 'sandbox', 'main.ts');
  const args = [main, '--simulate-tasks', '--speed', String(speed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, endpoint] = /^export AWS_ENDPOINT_URL=(.+)$/.exec(line) ?? [];
    if (endpoint !== undefined) return { endpoint, process: child };
  }
  throw new Error('the sandbox ended before it said where it listens');
}

async function createServices(client: ECSClient, names: readonly string[], desiredCount: number): Promise<void> {
  await client.send(new CreateClusterCommand({ clusterName: cluster }));
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      containerDefinitions: [{ name: 'app', image: 'app:1', portMappings: [{ containerPort: 8080 }] }],
    }),
  );
  for (const serviceName of names) {
    await client.send(
      new CreateServiceCommand({
        cluster,
        serviceName,
        desiredCount,
        taskDefinition: 'app',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      }),
    );
  }
}

/** Every service replaces its tasks while it is asked: twice as many tasks, a busy scheduler. */
async function redeploy(client: ECSClient, names: readonly string[]): Promise<void> {
  for (const service of names) {
    await client.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  }
}

/** @throws Error when they do not all run within two minutes */
async function allRunning(client: ECSClient, tasks: number): Promise<void> {
  for (let waited = 0; waited < 120; waited += 1) {
    let running = 0;
    for await (const { taskArns = [] } of paginateListTasks({ client, pageSize: 100 }, { cluster })) {
      if (taskArns.length === 0) break;
      const found = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
      running += (found.tasks ?? []).filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
    }
    if (running >= tasks) return;
    await delay(1000);
  }
  throw new Error(`not all of ${tasks} tasks run after two minutes`);
}

async function spread(samples: number, ask: (turn: number) => Promise<unknown>): Promise<Spread> {
  const times: number[] = [];
  for (let turn = 0; turn < samples; turn += 1) {
    const started = performance.now();
    await ask(turn);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** What Linux says of the process; elsewhere there is no such file, and that is an error worth seeing. */
function peakMemory({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
