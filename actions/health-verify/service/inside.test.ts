import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { ScriptedTask, TASK_ARN, taskEnded, taskLook, type TaskScript } from '#shared/ecs/testing/scripted-task';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { probeInside, type InsideTools } from './inside.ts';
import type { InsideProbe } from './probe-inputs.ts';
import { apisOf, check, revision, service } from './testing.ts';

const PROBE: InsideProbe = {
  text: 'curl -fsS http://web.internal/health',
  command: ['curl', '-fsS', 'http://web.internal/health'],
  container: undefined,
  attempts: 2,
  timeLimitMs: 60_000,
};
const logConfiguration = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
};
const PASSES = taskEnded({ web: 0 });
const FAILS = taskEnded({ web: 22 });

interface Script extends TaskScript {
  readonly probe?: Partial<InsideProbe>;
  readonly containers?: readonly string[];
  readonly lines?: readonly string[];
  readonly context?: FakeContext;
}

async function probe({ probe: changes, containers = ['web'], lines = [], context = fakeContext(), ...script }: Script) {
  const tasks = new ScriptedTask(script);
  let read = 0;
  const definition = { containerDefinitions: containers.map((name) => ({ name, logConfiguration })) };
  const tools: InsideTools = {
    ...context,
    tasks,
    ecs: {
      ...apisOf({ service: service({ serviceName: 'web' }) }).ecs,
      describeTaskDefinition: () => Promise.resolve({ taskDefinition: definition, tags: [] }),
    },
    readPages: ({ after }) => Promise.resolve({ lines: read++ === 0 ? lines : [], after: after ?? 'end' }),
    startedBy: 'cicd-run/1/1',
  };
  const asked = { ref: check(), probe: { ...PROBE, ...changes }, revision: revision(2) };
  const run = await probeInside(asked, tools);
  return { run, tasks, context };
}

it('passes when the command exits with 0, in a task of the verified revision', async () => {
  const { run, tasks, context } = await probe({
    looks: [taskLook({ web: undefined }), PASSES],
    lines: ['{"ok":true}'],
  });
  expect(run).toMatchObject({
    passed: true,
    attempts: 1,
    reason: undefined,
    taskArn: TASK_ARN,
    output: ['{"ok":true}'],
  });
  expect(tasks.started).toEqual([
    expect.objectContaining({
      cluster: 'prod',
      taskDefinition: revision(2),
      group: 'probe:web',
      overrides: { containerOverrides: [{ name: 'web', command: PROBE.command }] },
    }),
  ]);
  expect(context.log.has('web | {"ok":true}')).toBe(true);
});

it('is run again when it fails, and passes then', async () => {
  const { run, tasks } = await probe({ looks: [FAILS, PASSES] });
  expect(run).toMatchObject({ passed: true, attempts: 2 });
  expect(tasks.calls).toEqual(['run', 'describe', 'run', 'describe']);
});

describe('does not pass', () => {
  it('when it fails as often as it may, and keeps the last lines', async () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const { run, tasks } = await probe({ looks: [FAILS], lines, probe: { attempts: 1 } });
    expect(run).toMatchObject({ passed: false, attempts: 1, reason: 'container web exited with code 22' });
    expect([run.output.length, run.output.at(-1)]).toEqual([40, 'line 99']);
    expect(tasks.started).toHaveLength(1);
  });

  it('when it takes too long: its task is told to stop', async () => {
    const { run, tasks } = await probe({ looks: [taskLook({ web: undefined })], probe: { attempts: 1 } });
    expect(run.reason).toMatch(/^it was not done within 1m 00s \(probe-timeout\)\. Task abc was told to stop$/);
    expect(tasks.calls.at(-1)).toMatch(/^stop: /);
  });

  it('at once when no task can be started', async () => {
    const refused = { failures: [{ reason: 'MISSING', detail: undefined }] };
    const { run, tasks } = await probe({ starts: [refused] });
    expect(run).toMatchObject({ passed: false, attempts: 1, reason: expect.stringContaining('it did not run') });
    expect(tasks.calls).toEqual(['run']);
  });
});

describe('the container', () => {
  it('is the one that is named', async () => {
    const { tasks } = await probe({
      looks: [taskEnded({ web: 137, tools: 0 })],
      containers: ['web', 'tools'],
      probe: { container: 'tools' },
    });
    expect(tasks.started[0]?.overrides?.containerOverrides?.[0]?.name).toBe('tools');
  });

  it.each([
    [undefined, /probe-container: is needed, since the task definition has several containers: web, proxy/],
    ['db', /probe-container: names db, which the task definition does not have; it has web, proxy/],
  ])('%s is refused before anything runs', async (container, words) => {
    await expect(probe({ containers: ['web', 'proxy'], probe: { container } })).rejects.toThrow(words);
  });
});

it('stops its task when the job is cancelled', async () => {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const tasks = new ScriptedTask({ looks: [taskLook({ web: undefined })] });
  const describeTask: ScriptedTask['describeTask'] = (...call) => {
    controller.abort(new CancelledError('SIGINT'));
    return tasks.describeTask(...call);
  };
  const definition = { containerDefinitions: [{ name: 'web', logConfiguration }] };
  const running = probeInside(
    { ref: check(), probe: PROBE, revision: revision(2) },
    {
      ...context,
      tasks: { runTask: tasks.runTask, describeTask, stopTask: tasks.stopTask, tagsOf: tasks.tagsOf },
      ecs: {
        ...apisOf({}).ecs,
        describeTaskDefinition: () => Promise.resolve({ taskDefinition: definition, tags: [] }),
      },
      readPages: ({ after }) => Promise.resolve({ lines: [], after }),
      startedBy: 'me',
    },
  );
  await expect(running).rejects.toBeInstanceOf(CancelledError);
  expect(tasks.calls.at(-1)).toBe('stop: The job was cancelled.');
  expect(context.log.has('Task abc was told to stop.')).toBe(true);
});
