import { describe, expect, it } from '@jest/globals';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { CLUSTER, ended, serving, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const SERVICES = { passes: {}, fails: {}, 'no-image': {}, hangs: {}, cancelled: {} };
type ServiceName = keyof typeof SERVICES;

const stage = setStage({ services: SERVICES });

const TWO = { 'environment-variables': 'RELEASE=two' };
/** Does what the text says, in the release's own environment. */
const program = (text: string) => ({ ...TWO, 'run-before': `node -e "${text}"` });
const HANGS = program("console.log('waiting for a lock'); setInterval(() => {}, 1000)");

function deploy(service: ServiceName, inputs: Readonly<Record<string, string>>, options?: ActOptions): Promise<Acted> {
  return stage.rollouts.act(
    'deploy-ecs',
    { service, image: stage.image, 'wait-for-minutes': '0.5', ...inputs },
    options,
  );
}

/** Nothing of the service was changed: it serves release one, and was not asked for anything else. */
async function expectUnmoved(service: ServiceName, { writes }: Acted): Promise<void> {
  expect(writes).not.toContain('UpdateService');
  expect(await stage.rollouts.wanted(service)).toBe(`${service}:1`);
  expect(await serving(stage.urlOf(service))).toEqual(['one']);
}

/** Tasks of a one-off command that were not told to stop and have not ended by themselves. */
async function goingOn(service: ServiceName): Promise<number> {
  const listed = await stage.rollouts.ecs.send(new ListTasksCommand({ cluster: CLUSTER, desiredStatus: 'RUNNING' }));
  const { tasks = [] } = await stage.rollouts.ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: listed.taskArns ?? [] }),
  );
  return tasks.filter(({ group }) => group === `run-before:${service}`).length;
}

it('runs with the new revision, shows what the command writes, and then the service is updated', async () => {
  const run = await deploy('passes', program("console.log('migrating as ' + process.env.RELEASE)"));
  expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
  expect(run.writes).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateService']);
  expect(run.log).toContain('web | migrating as two');
  expect(run.summary).toMatch(/Run before.*passed \(exit code 0\)/);
  expect(await serving(stage.urlOf('passes'))).toEqual(['two']);

  const again = await deploy('passes', program("console.log('migrating as ' + process.env.RELEASE)"));
  expect(ended(again)).toEqual({ exitCode: 0, outcome: 'unchanged' });
  expect(again.writes).toEqual([]);
});

describe('nothing is moved', () => {
  it('when the command fails: its exit code and last lines are told', async () => {
    const run = await deploy('fails', program("console.log('no such table: users'); process.exit(3)"));
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'RunTask', 'TagResource']);
    expect(run.errors).toEqual([
      'The command of run-before failed (container web exited with code 3). fails:2 was not deployed: the service runs fails:1 as before.',
    ]);
    expect(run.log).toContain('web | no such table: users');
    expect(run.summary).toContain('no such table: users');
    const described = await stage.rollouts.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'fails:2', include: ['TAGS'] }),
    );
    expect(described.tags).toContainEqual({ key: 'cicd:failed', value: expect.stringMatching(/ run-before$/) });
    await expectUnmoved('fails', run);
  });

  it('when its image cannot be pulled', async () => {
    const missing = `${stage.image.split('@')[0] ?? ''}:never-pushed`;
    const run = await deploy('no-image', { ...program('0'), image: missing, preflight: 'false' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.errors[0]).toMatch(/run-before failed \(.*CannotPull.*never-pushed.*not found/);
    expect(run.summary).toContain('not in the registry');
    await expectUnmoved('no-image', run);
  });

  it('when it takes too long: its task is stopped', async () => {
    const run = await deploy('hangs', { ...HANGS, 'run-before-timeout': '5s' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'RunTask', 'StopTask']);
    expect(run.errors[0]).toMatch(/not done within 5\.0s .*\. Task \w+ was told to stop\./);
    expect(run.log).toContain('web | waiting for a lock');
    expect(await goingOn('hangs')).toBe(0);
    await expectUnmoved('hangs', run);
  });

  it('when the job is cancelled: its task is stopped before the runner kills the step', async () => {
    const cancel = new AbortController();
    let cancelledAt = 0;
    const onLine = (line: string): void => {
      if (!line.includes('web | waiting for a lock') || cancelledAt > 0) return;
      cancelledAt = performance.now();
      cancel.abort(new Error('cancelled by a user'));
    };
    const run = await deploy('cancelled', HANGS, { signal: cancel.signal, onLine });
    const tookMs = performance.now() - cancelledAt;
    expect({ conclusion: run.conclusion, outcome: run.outputs['outcome'] }).toEqual({
      conclusion: 'cancelled',
      outcome: 'cancelled',
    });
    // GitHub's runner asks a second time after 7.5 s.
    expect(tookMs).toBeLessThan(5_000);
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'RunTask', 'StopTask']);
    expect(await goingOn('cancelled')).toBe(0);
    await expectUnmoved('cancelled', run);
  });
});
