import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  DeleteServiceCommand,
  DescribeTaskDefinitionCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CRASH_MESSAGE } from './support/rollout-app.ts';
import { CLUSTER, serving, told, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const SERVICES = {
  good: {},
  recorded: {},
  quiet: {},
  removed: {},
  crash: {},
  'no-image': {},
  sick: { gracePeriod: 20 },
  'no-command': {},
  'own-breaker': {},
  left: { circuitBreaker: false },
  // Longer than any case lasts: a program that does not listen yet is waited for.
  overtaken: { gracePeriod: 6_000 },
  slow: { gracePeriod: 6_000 },
  cancelled: { gracePeriod: 6_000 },
} as const;
type ServiceName = keyof typeof SERVICES;

const stage = setStage({ services: SERVICES });

/** Changes the environment of the program, and so how it behaves. */
const being = (environment: string) => ({ 'environment-variables': environment });
const STARTS_LATE = being('RELEASE=two\nSTART_AFTER_MS=120000');

function deploy(service: string, inputs: Readonly<Record<string, string>>, options: ActOptions = {}): Promise<Acted> {
  return stage.rollouts.act(
    'deploy-ecs',
    { service, image: stage.image, 'wait-for-minutes': '0.5', ...inputs },
    options,
  );
}

const ONE_ERROR = [expect.any(String)];

/** Calls back once, at the first line of the log that matches. */
function onceAt(pattern: RegExp, act: () => void): (line: string) => void {
  let done = false;
  return (line) => {
    if (done || !pattern.test(line)) return;
    done = true;
    act();
  };
}

describe('a release that works', () => {
  it('serves; the same once more changes nothing', async () => {
    const run = await deploy('good', being('RELEASE=two'));
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'deployed', errors: [] });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.summary).toContain('deploy-ecs: deployed');
    expect(await serving(stage.urlOf('good'))).toEqual(['two']);

    const again = await deploy('good', being('RELEASE=two'));
    expect(told(again)).toEqual({ exitCode: 0, outcome: 'unchanged', errors: [] });
    expect(again.writes).toEqual([]);
    expect(again.outputs['task-definition-arn']).toBe(run.outputs['task-definition-arn']);
  });
});

it('keeps a GitHub deployment: in progress until it is verified, failed with the reason, or a warning', async () => {
  const { github } = stage.rollouts.sandbox;
  const { state } = github.seed('example/web', { commits: [{ sha: 'a'.repeat(40), message: 'First' }] });
  const record = { environment: 'production', token: github.token };
  const states = () => [...state.deployments.values()].map(({ statuses }) => statuses.map((status) => status.state));

  const good = await deploy('recorded', { ...being('RELEASE=two'), ...record });
  expect(told(good)).toEqual({ exitCode: 0, outcome: 'deployed', errors: [] });
  const [kept] = state.deployments.values();
  expect(kept).toMatchObject({
    id: Number(good.outputs['github-deployment-id']),
    sha: 'a'.repeat(40),
    environment: 'production',
    payload: {
      schema: 'cicd-actions/deployment/v1',
      runId: '1',
      service: 'recorded',
      taskDefinition: good.outputs['task-definition-arn'],
      images: [stage.image],
    },
  });
  expect(kept?.statuses.at(-1)).toMatchObject({
    description: 'The service runs recorded:2. Its verification comes next.',
    logUrl: 'https://github.com/example/web/actions/runs/1',
  });
  expect(states()).toEqual([['in_progress', 'in_progress']]);

  const bad = await deploy('recorded', { ...being('MODE=crash'), ...record });
  expect(told(bad)).toEqual({ exitCode: 1, outcome: 'rolled-back', errors: ONE_ERROR });
  expect(states()).toEqual([
    ['in_progress', 'in_progress'],
    ['in_progress', 'failure'],
  ]);

  const readOnly = github.issueToken({ permissions: { deployments: 'read' } });
  const unkept = await deploy('recorded', { ...being('RELEASE=three'), ...record, token: readOnly });
  expect(told(unkept)).toEqual({ exitCode: 0, outcome: 'deployed', errors: [] });
  expect(unkept.log).toContain('The GitHub deployment of production is not kept: POST /deployments');
  expect(unkept.log).toContain('deployments=write');
  expect(unkept.log).not.toContain(readOnly);
}, 60_000);

interface FailingRelease {
  readonly service: ServiceName;
  readonly inputs: Readonly<Record<string, string>>;
  /** What both log and summary must say. */
  readonly words: readonly RegExp[];
}

const BACK = ['RegisterTaskDefinition', 'UpdateService', 'StopServiceDeployment'];

describe('a release that fails is rolled back, and its cause is told', () => {
  it.each<[string, FailingRelease]>([
    [
      'crashes at start',
      { service: 'crash', inputs: being('MODE=crash'), words: [new RegExp(CRASH_MESSAGE), /exited with code 1\b/] },
    ],
    [
      'is never healthy',
      {
        service: 'sick',
        inputs: being('MODE=sick'),
        words: [/2 tasks failed/, /ELB health checks/, /codes: \\?\[500\\?\]/],
      },
    ],
    [
      'names a program its image has not',
      {
        service: 'no-command',
        inputs: { command: 'sh -c missing-program' },
        words: [/exited with code 127/, /the command was not found in the image/],
      },
    ],
  ])('%s', async (_, { service, inputs, words }) => {
    const run = await deploy(service, inputs);
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'rolled-back', errors: ONE_ERROR });
    expect(run.writes).toEqual(BACK);
    for (const word of words) {
      expect(run.log).toMatch(word);
      expect(run.summary).toMatch(word);
    }
    expect(run.outputs['rolled-back-to']).toMatch(new RegExp(`/${service}:1$`));
    expect(await stage.rollouts.settle(service)).toBe(`${service}:1`);
    expect(await serving(stage.urlOf(service))).toEqual(['one']);
  });

  it('has an image that does not exist: at its first task, long before the circuit breaker', async () => {
    const missing = `${stage.image.split('@')[0] ?? ''}:never-pushed`;
    const run = await deploy('no-image', { image: missing, preflight: 'false' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'rolled-back', errors: ONE_ERROR });
    expect(run.writes).toEqual(BACK);
    expect(run.errors[0]).toMatch(/failed: .*CannotPull.*never-pushed.*not found/);
    expect(run.summary).toContain('not in the registry');
    expect(run.log).toContain('breaker 1/3');
    const { events = [] } = await stage.rollouts.describe('no-image');
    expect(events.filter(({ message = '' }) => message.includes('deployment failed'))).toEqual([]);
    expect(await serving(stage.urlOf('no-image'))).toEqual(['one']);
  });

  it('is left to the circuit breaker of the service without fail-fast', async () => {
    const run = await deploy('own-breaker', { ...being('MODE=crash'), 'fail-fast': 'false' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'rolled-back', errors: ONE_ERROR });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.errors[0]).toContain('Amazon ECS rolled back to own-breaker:1');
    expect(run.summary).toContain(CRASH_MESSAGE);
    expect(await serving(stage.urlOf('own-breaker'))).toEqual(['one']);
  });
});

describe('a deployment that is left', () => {
  it('failed, with on-failure: leave', async () => {
    const run = await deploy('left', { ...being('MODE=crash'), 'on-failure': 'leave' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: ONE_ERROR });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.errors[0]).toContain('It is left as it is');
    expect(run.summary).toContain(CRASH_MESSAGE);
    expect(run.outputs['rolled-back-to']).toBe('');
    expect(await stage.rollouts.wanted('left')).toBe('left:2');
    expect(await serving(stage.urlOf('left'))).toEqual(['one']);
  });

  it('not ready in time: it has not failed, so it goes on', async () => {
    const run = await deploy('slow', { ...STARTS_LATE, 'wait-for-minutes': '0.1' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'timed-out', errors: ONE_ERROR });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.errors[0]).toContain('within 0.1 minutes');
    expect(await stage.rollouts.wanted('slow')).toBe('slow:2');
    expect(await serving(stage.urlOf('slow'))).toEqual(['one']);
  });

  it('superseded by another one, which is left alone', async () => {
    const theirs = await registerCopy('overtaken', 'three');
    let update: Promise<unknown> | undefined;
    const onLine = onceAt(/^deployment: /, () => {
      const change = { cluster: CLUSTER, service: 'overtaken', taskDefinition: theirs };
      update = stage.rollouts.ecs.send(new UpdateServiceCommand(change));
    });
    const run = await deploy('overtaken', STARTS_LATE, { onLine });
    await update;
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'superseded', errors: ONE_ERROR });
    // The second UpdateService is the other one's.
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService', 'UpdateService']);
    expect(run.errors[0]).toContain('overtaken:2');
    expect(await stage.rollouts.settle('overtaken')).toBe('overtaken:2');
    expect(await serving(stage.urlOf('overtaken'))).toEqual(['three']);
  });
});

/** Registers what a service runs under another release name, as another tool would; gives the ARN. */
async function registerCopy(family: string, release: string): Promise<string> {
  const { taskDefinition } = await stage.rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: family }),
  );
  const { networkMode, cpu, memory, requiresCompatibilities, executionRoleArn, containerDefinitions } =
    taskDefinition ?? {};
  const registered = await stage.rollouts.ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      networkMode,
      cpu,
      memory,
      requiresCompatibilities,
      executionRoleArn,
      containerDefinitions: containerDefinitions?.map((container) => ({
        ...container,
        environment: [{ name: 'RELEASE', value: release }],
      })),
    }),
  );
  return registered.taskDefinition?.taskDefinitionArn ?? '';
}

it('a cancelled job with on-cancel: rollback goes back before the runner kills it', async () => {
  const cancel = new AbortController();
  const onLine = onceAt(/^deployment: /, () => {
    cancel.abort(new Error('cancelled by a user'));
  });
  const run = await deploy('cancelled', { ...STARTS_LATE, 'on-cancel': 'rollback' }, { signal: cancel.signal, onLine });
  expect({ conclusion: run.conclusion, outcome: run.outputs['outcome'] }).toEqual({
    conclusion: 'cancelled',
    outcome: 'cancelled',
  });
  // GitHub's runner asks at once, again after 7.5 s, and kills after 10 s; the first has to do.
  expect(run.durationMs).toBeLessThan(7_500);
  expect(run.writes).toEqual(BACK);
  expect(run.outputs['reason']).toContain('A rollback to cancelled:1 was begun');
  expect(await stage.rollouts.settle('cancelled')).toBe('cancelled:1');
  expect(await serving(stage.urlOf('cancelled'))).toEqual(['one']);
});

describe('nothing is written', () => {
  it('by a dry run', async () => {
    const run = await deploy('quiet', { ...being('RELEASE=two'), 'dry-run': 'true' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    expect(run.writes).toEqual([]);
    expect(run.log).toMatch(/container web\n +environment RELEASE: one → two/);
    expect(await serving(stage.urlOf('quiet'))).toEqual(['one']);
  });

  it('by a dry run of a file with comments, which tells the changes and hides what may be a credential', async () => {
    const workspace = await mkdtemp(join(stage.rollouts.sandbox.ledger.directory, 'workspace-'));
    const text = `// The web service
      { "family": "quiet", "cpu": "512", "memory": "1024", "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"], "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
        "containerDefinitions": [{ "name": "web", "image": "to be replaced", /* by the input */ "command": ["sh", "-c", "",], }],
      }`;
    await writeFile(join(workspace, 'task-definition.jsonc'), text);
    const inputs = { ...being('RELEASE=two\nDB_PASSWORD=hunter22'), 'dry-run': 'true', preflight: 'false' };
    const run = await deploy('quiet', { ...inputs, 'task-definition': 'task-definition.jsonc' }, { workspace });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [] });
    expect(run.writes).toEqual([]);
    const sha = 'a'.repeat(40);
    expect(run.log).toContain(`commits: aaaaaaa https://github.com/example/web/commit/${sha}`);
    expect(run.log).toMatch(/  task\n    cpu: 256 → 512\n    memory: 512 → 1024\n  container web\n/);
    expect(run.log).toContain('    command: added ["sh","-c",""]');
    expect(run.log).toContain('    environment DB_PASSWORD: added, value not shown');
    expect(run.summary).toContain('- environment RELEASE: one\n+ environment RELEASE: two');
    expect(run.log + run.summary).not.toContain('hunter22');
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a service that is not there', { service: 'quite' }, /quite/],
    ['a cluster that is not there', { service: 'quiet', cluster: 'elsewhere' }, /elsewhere/],
    ['a revision that is not there', { service: 'quiet', image: '', 'task-definition-arn': 'quiet:99' }, /quiet:99/],
  ])('for %s', async (_, { service = '', ...inputs }, word) => {
    const run = await deploy(service, inputs);
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: ONE_ERROR });
    expect(run.writes).toEqual([]);
    expect(run.errors[0]).toMatch(word);
  });

  it('for a service that was deleted', async () => {
    await stage.rollouts.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'removed', force: true }));
    const run = await deploy('removed', being('RELEASE=two'));
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: ONE_ERROR });
    expect(run.writes).toEqual([]);
    expect(run.errors[0]).toMatch(/removed.*(?:INACTIVE|DRAINING)/);
  });

  it('for a task definition file with a member ECS does not know; the nearest one is named', async () => {
    const workspace = await mkdtemp(join(stage.rollouts.sandbox.ledger.directory, 'workspace-'));
    const container = { name: 'web', image: 'any', essential: true, enviroment: [{ name: 'RELEASE', value: 'two' }] };
    await writeFile(
      join(workspace, 'task-definition.json'),
      JSON.stringify({ family: 'quiet', containerDefinitions: [container] }),
    );
    const before = stage.rollouts.sandbox.calls().length;
    const run = await deploy('quiet', { 'task-definition': 'task-definition.json' }, { workspace });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: ONE_ERROR });
    expect(run.errors[0]).toMatch(/enviroment.*environment/s);
    expect(stage.rollouts.sandbox.calls()).toHaveLength(before);
  });

  it('so that one task of the first release still runs', async () => {
    const { taskArns } = await stage.rollouts.ecs.send(
      new ListTasksCommand({ cluster: CLUSTER, serviceName: 'quiet' }),
    );
    expect(taskArns).toHaveLength(1);
    expect(await stage.rollouts.settle('quiet')).toBe('quiet:1');
  });
});
