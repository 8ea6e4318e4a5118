import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import type { EcsTaskDefinition } from '#shared/ecs/api';
import { awsError, revisionArn, ScriptedEcs, serviceWith, type Script } from '#shared/ecs/testing/scripted-ecs';
import { ScriptedTask, TASK_ARN, taskEnded, taskLook, type TaskScript } from '#shared/ecs/testing/scripted-task';
import { noLoadBalancers } from '#shared/ecs/testing/load-balancers';
import { fakeContext } from '#shared/testing/fake-context';
import { deploy } from './deploy.ts';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';
import { runBeforeCell } from './run-before-cell.ts';
import { noCodeDeploy, planTools } from './testing.ts';

const OLD = 'ecs-svc/1000';
const NEW = 'ecs-svc/2000';
const before = serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']]);
const done = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']]);
const theirs = serviceWith([
  ['ecs-svc/3000', 'PRIMARY', 'IN_PROGRESS', 'web:9'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const ONE: EcsTaskDefinition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const TWO: EcsTaskDefinition = {
  family: 'web',
  containerDefinitions: [
    { name: 'web', image: 'web:1' },
    { name: 'proxy', image: 'proxy:1' },
  ],
};

interface Setting {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly script?: Partial<Script>;
  readonly task?: TaskScript;
  readonly definition?: EcsTaskDefinition;
  readonly cancelled?: boolean;
}

async function run({ inputs = {}, script = {}, task = {}, definition = ONE, cancelled = false }: Setting) {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const given = { service: 'web', image: 'web:2', 'run-before': 'npm run migrate', ...inputs };
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const parsed = readInputs({ env, maskSecret: context.maskSecret }, parseInputs);
  const api = new ScriptedEcs({ before, updates: [[done]], definitions: { 'web:1': { definition } }, ...script });
  const tasks = new ScriptedTask({ looks: [taskEnded({ web: 0 })], ...task });
  const plan = await makePlan(api, parsed, planTools(context));
  const result = await deploy(plan, parsed, {
    ...context,
    api,
    apiAfterCancel: api,
    loadBalancers: noLoadBalancers,
    ...noCodeDeploy,
    readLogs: () => Promise.resolve(['boom']),
    oneOff: () => {
      if (cancelled) controller.abort(new CancelledError('SIGINT'));
      const readPages = () => Promise.resolve({ lines: [], after: undefined });
      return Promise.resolve({ api: tasks, readPages, startedBy: 'cicd-run/1/1' });
    },
    facts: { sha: 'f'.repeat(40), environment: 'production', run: 'https://github.com/o/r/actions/runs/1' },
  });
  return { result, api, tasks, log: context.log };
}

describe('run-before', () => {
  it('runs the new revision between registration and update', async () => {
    const { result, api, tasks } = await run({});
    expect(result).toMatchObject({
      outcome: 'deployed',
      runBefore: { command: 'npm run migrate', container: 'web', outcome: 'passed', exitCode: 0, taskArn: TASK_ARN },
    });
    expect(api.writes).toEqual(['register', 'update web:2']);
    expect(tasks.started).toMatchObject([
      {
        cluster: 'default',
        taskDefinition: revisionArn('web:2'),
        startedBy: 'cicd-run/1/1',
        overrides: { containerOverrides: [{ name: 'web', command: ['npm', 'run', 'migrate'] }] },
      },
    ]);
  });

  const FAILED = 'The command of run-before failed (container web exited with code 3). ';
  const UNMOVED = 'web:2 was not deployed: the service runs web:1 as before.';
  it.each<[string, Setting, { readonly outcome: string; readonly reason: string }]>([
    ['fails', { task: { looks: [taskEnded({ web: 3 })] } }, { outcome: 'failed', reason: `${FAILED}${UNMOVED}` }],
    [
      'takes too long',
      { task: { looks: [taskLook({ web: undefined })] }, inputs: { 'run-before-timeout': '90s' } },
      {
        outcome: 'failed',
        reason: `The command of run-before was not done within 1m 30s (run-before-timeout). Task abc was told to stop. ${UNMOVED}`,
      },
    ],
    [
      'cannot be started',
      { task: { starts: [awsError('AccessDeniedException', 'no ecs:RunTask')] } },
      {
        outcome: 'failed',
        reason: `The command of run-before did not run: Could not run the task: no ecs:RunTask. ${UNMOVED}`,
      },
    ],
    [
      'is cancelled',
      { cancelled: true },
      {
        outcome: 'cancelled',
        reason: `The job was cancelled while the command of run-before ran. ${UNMOVED}`,
      },
    ],
  ])('moves nothing when it %s', async (_, setting, expected) => {
    const { result, api } = await run(setting);
    expect(result).toMatchObject({ ...expected, taskDefinitionArn: revisionArn('web:2') });
    expect(api.updatesSent).toEqual([]);
  });

  it('marks the revision that was registered for nothing, and explains the failure', async () => {
    const { result, api } = await run({ task: { looks: [taskEnded({ web: 3 })] } });
    expect(api.tagged).toEqual([
      [revisionArn('web:2'), [{ key: 'cicd:failed', value: expect.stringMatching(/ run-before$/) }]],
    ]);
    expect(result.diagnosis?.failures).toMatchObject([{ what: 'container web exited with code 3' }]);
  });

  it('leaves a deployment alone that somebody began meanwhile', async () => {
    const { result, api } = await run({ script: { before: [before, theirs] } });
    expect(result).toMatchObject({ outcome: 'superseded', reason: expect.stringContaining('of web:9 (ecs-svc/3000)') });
    expect(api.updatesSent).toEqual([]);
  });

  it.each<[string, Setting]>([
    ['nothing differs', { inputs: { image: 'web:1' } }],
    ['only the number of tasks changes', { inputs: { image: 'web:1', 'desired-count': '3' } }],
    ['a dry run', { inputs: { 'dry-run': 'true' } }],
  ])('runs nothing for %s', async (_, setting) => {
    const { tasks } = await run({ script: { updates: [[before]] }, ...setting });
    expect(tasks.calls).toEqual([]);
  });

  it('is told by a dry run', async () => {
    const { result } = await run({ inputs: { 'dry-run': 'true' } });
    expect(result.reason).toContain('Before it, npm run migrate would run in container web.');
  });

  it('warns of a restart policy, which RunTask cannot override', async () => {
    const container = { name: 'web', image: 'web:1', restartPolicy: { enabled: true } };
    const { log } = await run({ definition: { family: 'web', containerDefinitions: [container] } });
    expect(log.has('warning: Container web has a restart policy')).toBe(true);
  });

  it('warns when a container ended badly at the same time: it may have stopped the command', async () => {
    const task = { looks: [taskEnded({ web: 0, proxy: 5 })] };
    const { result, log } = await run({ definition: TWO, inputs: { 'container-name': 'web' }, task });
    expect(result.outcome).toBe('deployed');
    expect(log.has('warning: Container proxy exited with code 5 at about the same time')).toBe(true);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the one it names', { 'container-name': 'web', 'run-before-container': 'proxy' }, 'proxy'],
    ['the one that gets the image', { 'container-name': 'web' }, 'web'],
    ['the only one of images', { image: '', images: 'proxy=proxy:2' }, 'proxy'],
  ])('takes as its container %s', async (_, inputs, container) => {
    const { tasks } = await run({ definition: TWO, inputs, task: { looks: [taskEnded({ web: 0, proxy: 0 })] } });
    expect(tasks.started[0]?.overrides?.containerOverrides?.[0]?.name).toBe(container);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['is not there', { 'container-name': 'web', 'run-before-container': 'wep' }, /run-before-container: names wep/],
    ['has to be named', { image: '', images: 'web=web:2\nproxy=proxy:2' }, /run-before-container: is needed/],
    [
      'gets too long a command',
      { 'container-name': 'web', 'run-before': `echo ${'x'.repeat(8_200)}` },
      /run-before: is/,
    ],
  ])('is refused before anything is written when its container %s', async (_, inputs, problem) => {
    await expect(run({ definition: TWO, inputs })).rejects.toThrow(problem);
  });
});

it('runBeforeCell tells the whole story in a table cell', () => {
  const report = { command: 'a|b', container: 'web', outcome: 'failed', exitCode: 3, taskArn: TASK_ARN } as const;
  const log = { group: '/ecs/web', stream: 'web/web/abc' };
  expect(runBeforeCell({ ...report, log, durationMs: 1_500 })).toBe(
    '`a\\|b`\nfailed (exit code 3), container `web`, task [`abc`](https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/abc/configuration?region=eu-west-1), log `/ecs/web web/web/abc`, 1.5s',
  );
});
