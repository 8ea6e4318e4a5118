import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CLUSTER, ended, serving, TRUSTS_TASKS, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const SERVICES = {
  // Of one step each.
  web: {},
  api: {},
  jobs: {},
  one: {},
  two: {},
  three: {},
  migrated: {},
  beside: {},
  // Longer than any case lasts: a program that does not listen yet is waited for.
  late: { gracePeriod: 6_000 },
  later: { gracePeriod: 6_000 },
  roleless: {},
} as const;
type ServiceName = keyof typeof SERVICES;

const stage = setStage({ services: SERVICES });

const TWO = { 'environment-variables': 'RELEASE=two' };
type Inputs = Readonly<Record<string, string>>;

function deploy(services: readonly ServiceName[], inputs: Inputs, options: ActOptions = {}): Promise<Acted> {
  const service = services.join('\n');
  return stage.rollouts.act(
    'deploy-ecs',
    { service, image: stage.image, 'wait-for-minutes': '0.5', ...inputs },
    options,
  );
}

const released = (name: ServiceName): Promise<readonly string[]> => serving(stage.urlOf(name));
/** The output `services`. */
const each = ({ outputs }: Acted) =>
  JSON.parse(outputs['services'] ?? '{}') as Readonly<Record<string, Readonly<Record<string, string>>>>;
const outcomes = (run: Acted) =>
  Object.fromEntries(Object.entries(each(run)).map(([name, { outcome }]) => [name, outcome]));

it('rolls back the service that fails, while the others are deployed', async () => {
  const fault = { kind: 'exit', afterMs: 500, exitCode: 3, lastWords: ['no such table: orders'] } as const;
  const order = stage.rollouts.sandbox.faults.tasks.order({ match: { group: 'service:api' }, fault, when: {} });
  const run = await deploy(['web', 'api', 'jobs'], TWO);
  order.cancel();
  expect(ended(run)).toEqual({ exitCode: 1, outcome: 'rolled-back' });
  expect(run.outputs['reason']).toBe('Of 3 services 1 was rolled back (api) and 2 are deployed.');
  expect(outcomes(run)).toEqual({ web: 'deployed', api: 'rolled-back', jobs: 'deployed' });
  expect(each(run)['api']).toMatchObject({
    reason: expect.stringMatching(/^api:2 failed: .*exited with code 3/),
    'previous-task-definition-arn': expect.stringMatching(/api:1$/),
    'rolled-back-to': expect.stringMatching(/api:1$/),
  });
  expect(run.outputs).toMatchObject({ 'task-definition-arn': '', 'rolled-back-to': '' });
  expect(run.errors).toEqual([expect.stringMatching(/^Of 3 services .*\n {2}api: api:2 failed: /)]);
  expect(run.log).toMatch(/^\[web\] .*tasks: .*running of 1/m);
  expect(run.log).toMatch(/^\[jobs\] outcome: deployed$/m);
  expect(run.summary).toMatch(/`api`\]\(.*\) \| rolled-back \| `api:1` \| `api:1` \|/);
  expect(run.summary).toMatch(/### `api`: rolled-back[^]*no such table: orders/);
  const report = JSON.parse(await readFile(run.outputs['report'] ?? '', 'utf8')) as object;
  const crash = expect.objectContaining({ what: 'container web exited with code 3' });
  expect(report).toMatchObject({
    services: { web: { outcome: 'deployed' }, api: { ends: expect.arrayContaining([crash]) } },
  });
  expect(await Promise.all([released('web'), released('api'), released('jobs')])).toEqual([['two'], ['one'], ['two']]);
});

it('registers one revision for services of one definition; the same once more changes nothing', async () => {
  const workspace = await mkdtemp(join(stage.rollouts.sandbox.ledger.directory, 'workspace-'));
  const { taskDefinition } = await stage.rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'one:1' }),
  );
  await writeFile(join(workspace, 'task.json'), JSON.stringify({ ...taskDefinition, family: 'shared' }));
  const inputs = { ...TWO, 'task-definition': 'task.json' };
  const run = await deploy(['one', 'two', 'three'], inputs, { workspace });
  expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
  expect(run.outputs['reason']).toBe('All 3 services are deployed.');
  expect(run.outputs['task-definition-arn']).toMatch(/shared:1$/);
  expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService', 'UpdateService', 'UpdateService']);
  expect(await Promise.all([released('one'), released('two'), released('three')])).toEqual([['two'], ['two'], ['two']]);

  const again = await deploy(['one', 'two', 'three'], inputs, { workspace });
  expect(ended(again)).toEqual({ exitCode: 0, outcome: 'unchanged' });
  expect(again.writes).toEqual([]);
});

describe('writes nothing for any', () => {
  /** Takes the role away that the tasks of a service have. */
  async function loseRole(name: ServiceName): Promise<void> {
    const { endpoint, region, credentials } = stage.rollouts.sandbox;
    const iam = new IAMClient({ endpoint, region, credentials });
    const RoleName = 'short-lived';
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUSTS_TASKS }));
    const { taskDefinition } = await stage.rollouts.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: `${name}:1` }),
    );
    const { containerDefinitions, cpu, memory, networkMode, executionRoleArn } = taskDefinition ?? {};
    await stage.rollouts.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: name,
        containerDefinitions,
        cpu,
        memory,
        networkMode,
        executionRoleArn,
        taskRoleArn: 'arn:aws:iam::123456789012:role/short-lived',
        requiresCompatibilities: ['FARGATE'],
      }),
    );
    await stage.rollouts.ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: name, taskDefinition: name }));
    expect(await stage.rollouts.settle(name)).toBe(`${name}:2`);
    await iam.send(new DeleteRoleCommand({ RoleName }));
    iam.destroy();
  }

  it('when preflight finds something that stands in the way of one', async () => {
    await loseRole('roleless');
    const run = await deploy(['one', 'roleless', 'two'], { 'environment-variables': 'RELEASE=three' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes).toEqual([]);
    const { roleless, one, two } = each(run);
    expect(roleless?.['reason']).toMatch(/^Preflight found a problem.*short-lived.*does not exist/);
    for (const other of [one, two]) {
      expect(other).toMatchObject({
        outcome: 'failed',
        reason: 'Not begun: something stands in the way of roleless. The service runs shared:1 as before.',
      });
    }
  });

  it('when there is no such service, and tells what preflight finds about the others as well', async () => {
    const service = 'ghost, roleless, two';
    const run = await stage.rollouts.act('deploy-ecs', {
      service,
      image: stage.image,
      'environment-variables': 'RELEASE=three',
    });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes).toEqual([]);
    expect(run.errors[0]).toContain(`ghost: There is no service ghost in cluster ${CLUSTER}.`);
    expect(run.errors[0]).toMatch(/roleless: Preflight found a problem/);
    expect(run.errors[0]).toContain('two: Not begun: something stands in the way of ghost and roleless.');
  });

  it('when one has no such container, in a dry run too, where the others are told as well', async () => {
    const inputs = { ...TWO, 'container-name': 'sidecar', 'dry-run': 'true' };
    const run = await deploy(['one', 'two'], inputs);
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.errors[0]).toMatch(/\n {2}one: The task definition cannot be changed[^]*sidecar/);
    expect(run.writes).toEqual([]);
  });
});

describe('run-before', () => {
  const program = (text: string) => ({ ...TWO, 'run-before': `node -e "${text}"` });

  it('moves none when the command fails', async () => {
    const run = await deploy(['migrated', 'beside'], program('process.exit(3)'));
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes.filter((write) => write !== 'TagResource')).toEqual([
      'RegisterTaskDefinition',
      'RegisterTaskDefinition',
      'RunTask',
    ]);
    expect(each(run)['beside']?.['reason']).toMatch(
      /^Not begun: the command of run-before, which ran for migrated, did not pass\. beside:2 was not deployed/,
    );
    expect(await Promise.all([released('migrated'), released('beside')])).toEqual([['one'], ['one']]);
  });

  it('runs once, before any is updated', async () => {
    const run = await deploy(['migrated', 'beside'], program("console.log('migrating')"));
    expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
    const order = run.writes.filter((write) => write !== 'RegisterTaskDefinition');
    expect(order).toEqual(['RunTask', 'UpdateService', 'UpdateService']);
    expect(run.log).toContain('[migrated] web | migrating');
    expect(await Promise.all([released('migrated'), released('beside')])).toEqual([['two'], ['two']]);
  });
});

it('takes all back when the job is cancelled, before the runner kills it', async () => {
  const cancel = new AbortController();
  const seen = new Set<string>();
  let cancelledAt = 0;
  const onLine = (line: string): void => {
    const [, name] = /^\[(\w+)\] deployment: /.exec(line) ?? [];
    if (name !== undefined) seen.add(name);
    if (seen.size < 2 || cancelledAt > 0) return;
    cancelledAt = performance.now();
    cancel.abort(new Error('cancelled by a user'));
  };
  const inputs = { 'environment-variables': 'RELEASE=two\nSTART_AFTER_MS=120000', 'on-cancel': 'rollback' };
  const run = await deploy(['late', 'later'], inputs, { signal: cancel.signal, onLine });
  // A second for the requests; the rest is the process that ends.
  expect(performance.now() - cancelledAt).toBeLessThan(2_000);
  expect(run.conclusion).toBe('cancelled');
  expect(run.outputs['outcome']).toBe('cancelled');
  expect(outcomes(run)).toEqual({ late: 'cancelled', later: 'cancelled' });
  expect(each(run)['later']?.['reason']).toContain('A rollback to later:1 was begun');
  expect(await Promise.all([stage.rollouts.settle('late'), stage.rollouts.settle('later')])).toEqual([
    'late:1',
    'later:1',
  ]);
});
