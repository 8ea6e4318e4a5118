import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import { Account, CLUSTER } from '../rollouts/account.ts';
import { createService } from '../rollouts/perform.ts';

const SERVICE = 'web';
const IMAGE = 'registry.example/ours:1';
const SPEED = 60;
const LIMIT_MS = 60_000;
const credentials = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
  AWS_SECRET_ACCESS_KEY: 'secret',
};
const taskDefinition = {
  family: SERVICE,
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: IMAGE, essential: true }],
};

/**
 * Milliseconds from the start of a bundle's process until its first request arrives. The inputs are of both actions.
 * @throws Error when it ends, or a minute passes, without one
 */
export async function firstCall(bundle: string): Promise<number> {
  const arrived = Promise.withResolvers<number>();
  const server = createServer(() => {
    arrived.resolve(performance.now());
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  const folder = await mkdtemp(join(tmpdir(), 'cicd-start-'));
  await writeFile(join(folder, 'task-definition.json'), JSON.stringify(taskDefinition));
  const inputs = { 'task-definition': 'task-definition.json', service: SERVICE, cluster: CLUSTER };
  const started = performance.now();
  const child = run(bundle, folder, { ...credentials, AWS_ENDPOINT_URL: url, ...inputEnvironment(inputs) });
  const ended = once(child, 'exit');
  try {
    const at = await Promise.race([arrived.promise, ended.then(() => undefined)]);
    if (at === undefined) throw new Error(`${bundle} ended without a request`);
    return at - started;
  } finally {
    child.kill('SIGKILL');
    await ended;
    await shutDown(server);
    await rm(folder, { recursive: true });
  }
}

export interface PlainDeploy {
  /** Milliseconds from the start of the process. */
  readonly firstWriteMs: number;
  /** By `SERVICE.Operation`. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Another image for a service that is well, from start to end. @throws Error when the deployment does not end well */
export async function plainDeploy(bundle: string): Promise<PlainDeploy> {
  const account = await Account.open({ speed: SPEED, staleReadMs: 0 });
  try {
    const former = await account.register(SERVICE, 'registry.example/former:1');
    const plan = {
      desiredCount: 1,
      breaker: { enable: true, rollback: true },
      percentages: { minimumHealthyPercent: 100, maximumPercent: 200 },
    };
    await createService(account, { plan, service: SERVICE, taskDefinition: former });
    const inputs = { service: SERVICE, cluster: CLUSTER, image: IMAGE };
    const started = Date.now();
    const child = run(bundle, account.temp, { ...account.sandbox.environment, ...inputEnvironment(inputs) });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the deployment ended with exit code ${String(code)}`);
    const write = account.sandbox.calls().find(({ operation }) => operation === 'RegisterTaskDefinition');
    const calls = [...account.sandbox.callCounts()].map(([name, { calls }]) => [name, calls] as const);
    return { firstWriteMs: (write?.at ?? NaN) - started, calls: new Map(calls) };
  } finally {
    await account.close();
  }
}

function run(bundle: string, folder: string, env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [bundle], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, RUNNER_TEMP: folder, GITHUB_WORKSPACE: folder, ...env },
    stdio: 'ignore',
    timeout: LIMIT_MS,
  });
}

/** With the defaults that the metadata files would give. */
function inputEnvironment(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}
