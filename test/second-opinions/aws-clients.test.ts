import { ECSClient, UpdateServiceCommand, waitUntilServicesStable, waitUntilTasksStopped } from '@aws-sdk/client-ecs';
import { ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { runPython } from './python.ts';
import { pipTool } from './tools.ts';

/**
 * Second opinions on AWS's side: the AWS CLI 1.46.2 and botocore 1.44.5, both from PyPI, and the waiters of the JavaScript
 * SDK, against a sandbox whose tasks are simulated.
 */
const tools = await pipTool({ name: 'awscli', version: '1.46.2', with: { botocore: '1.44.5' } });
const suite = tools.found ? describe : describe.skip;

const DEFINITION = 'cli';
const CLUSTER = 'second-opinions';

suite(`programs of AWS${tools.found ? '' : ` (skipped: ${tools.reason})`}`, () => {
  let sandbox: Sandbox;
  let ecs: ECSClient;

  beforeAll(async () => {
    sandbox = await startSandbox({ speed: 60, tasks: 'simulated', env: process.env, log: () => undefined });
    ecs = new ECSClient({ endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox.credentials });
    await aws('ecs', 'create-cluster', '--cluster-name', CLUSTER);
  }, 120_000);

  afterAll(async () => {
    ecs.destroy();
    await sandbox.close();
  });

  const python = async (args: readonly string[]): Promise<string> => {
    if (!tools.found) throw new Error(tools.reason);
    return runPython({ directory: tools.directory, environment: sandbox.environment }, args);
  };

  /** Runs the CLI, and parses what it prints. */
  async function aws(...args: readonly string[]): Promise<unknown> {
    const text = await python(['-m', 'awscli', ...args]);
    return text.trim() === '' ? undefined : (JSON.parse(text) as unknown);
  }

  it('lets botocore read every answer, and finds nothing in them that its models do not know', async () => {
    const script = join(import.meta.dirname, 'botocore-session.py');
    const report = JSON.parse(await python([script, sandbox.baseImage])) as Record<string, unknown>;
    expect(report).toMatchObject({
      botocore: '1.44.5',
      violations: [],
      waiters: {
        'services_stable after create': 'ok',
        'services_stable after update': 'ok',
        tasks_running: 'ok',
        tasks_stopped: 'ok',
        services_inactive: 'ok',
      },
    });
    expect((report['calls'] as string[]).length).toBeGreaterThan(50);
  }, 120_000);

  it('deploys by the CLI, which waits until the service is stable', async () => {
    const registered = await aws('ecs', 'register-task-definition', '--cli-input-json', definition(sandbox.baseImage));
    expect(registered).toMatchObject({ taskDefinition: { family: DEFINITION, revision: 1, status: 'ACTIVE' } });
    const service = ['--cluster', CLUSTER, '--service-name', 'web', '--task-definition', DEFINITION];
    const network = ['--network-configuration', 'awsvpcConfiguration={subnets=[subnet-1]}'];
    await aws('ecs', 'create-service', ...service, ...network, '--desired-count', '2', '--launch-type', 'FARGATE');
    await aws('ecs', 'wait', 'services-stable', '--cluster', CLUSTER, '--services', 'web');
    expect(await aws('ecs', 'describe-services', '--cluster', CLUSTER, '--services', 'web')).toMatchObject({
      failures: [],
      // Stable by the CLI is one deployment with all its tasks running; ECS completes it a moment later.
      services: [{ status: 'ACTIVE', runningCount: 2, deployments: [{ status: 'PRIMARY' }] }],
    });
  }, 120_000);

  it("satisfies the JavaScript SDK's waiters", async () => {
    const waiter = { client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
    await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: 'web', forceNewDeployment: true }));
    const stable = await waitUntilServicesStable(waiter, { cluster: CLUSTER, services: ['web'] });
    const { taskArns: tasks = [] } = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: 'web' }));
    expect(tasks).toHaveLength(2);
    for (const task of tasks) await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task }));
    const stopped = await waitUntilTasksStopped(waiter, { cluster: CLUSTER, tasks });
    expect([stable.state, stopped.state]).toEqual(['SUCCESS', 'SUCCESS']);
  }, 120_000);

  it('logs in to the registry with the password the CLI gets', async () => {
    const password = (await python(['-m', 'awscli', 'ecr', 'get-login-password'])).trim();
    const authorization = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
    // What `docker login` asks.
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`http://${sandbox.registry.host}/v2/`, { headers })).status;
    expect([await ask({}), await ask({ authorization })]).toEqual([401, 200]);
  }, 60_000);

  it('shows what the containers logged', async () => {
    const { events } = (await aws('logs', 'filter-log-events', '--log-group-name', '/lint')) as { events: unknown[] };
    expect(events.length).toBeGreaterThan(0);
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '123456789012' });
  }, 60_000);
});

function definition(image: string): string {
  return JSON.stringify({
    family: DEFINITION,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image, portMappings: [{ containerPort: 8080 }] }],
  });
}
