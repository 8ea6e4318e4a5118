import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { fakeContext } from '#shared/testing/fake-context';
import type { EcsService } from '../api.ts';
import { awsError } from '../testing/scripted-ecs.ts';
import { ScriptedTask, TASK_ARN, taskEnded, taskLook, type TaskScript } from '../testing/scripted-task.ts';
import type { LogPages } from './log-follower.ts';
import { runOneOff } from './run.ts';

const logConfiguration = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
};
const NO_CAPACITY = {
  failures: [{ reason: 'Capacity is unavailable at this time. Please try again later.', detail: undefined }],
};
const STARTED = { task: { taskArn: TASK_ARN, lastStatus: 'PROVISIONING' }, failures: [] };
const RUNS = taskLook({ web: undefined });

interface Setting extends TaskScript {
  readonly service?: EcsService;
  readonly readPages?: LogPages;
  /** Cancels the job when this call is made. */
  readonly cancelAt?: string;
  readonly sidecarOnly?: boolean;
}

async function run({ service = {}, readPages, cancelAt, sidecarOnly = false, ...script }: Setting) {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const api = new ScriptedTask(script);
  const describeTask: ScriptedTask['describeTask'] = async (...asked) => {
    const look = await api.describeTask(...asked);
    if (cancelAt === 'describe') controller.abort(new CancelledError('SIGINT'));
    return look;
  };
  const runTask: ScriptedTask['runTask'] = async (input) => {
    const answer = await api.runTask(input);
    if (cancelAt === 'run') controller.abort(new CancelledError('SIGINT'));
    return answer;
  };
  const result = await runOneOff(
    {
      api: { runTask, describeTask, stopTask: api.stopTask, tagsOf: api.tagsOf },
      readPages: readPages ?? (({ after }) => Promise.resolve({ lines: [], after })),
      service: { serviceName: 'web', ...service },
      definition: {
        containerDefinitions: [
          { name: 'web', image: 'web:2', essential: !sidecarOnly, logConfiguration },
          { name: 'proxy', image: 'proxy:1' },
        ],
      },
      command: {
        purpose: 'run-before',
        cluster: 'prod',
        taskDefinition: 'web:2',
        container: 'web',
        command: ['migrate'],
        startedBy: 'me',
      },
      timeLimitMs: 60_000,
    },
    context,
  );
  return { result, api, log: context.log, clock: context.clock };
}

describe('runOneOff', () => {
  it('starts once, waits for the end and tells what happens', async () => {
    const { result, api, log } = await run({ looks: [undefined, RUNS, RUNS, taskEnded({ web: 0, proxy: 137 })] });
    expect(result).toMatchObject({ end: { kind: 'passed' }, stopped: undefined });
    expect(result.log).toEqual({ region: 'eu-west-1', group: '/ecs/web', stream: 'web/web/abc' });
    expect(api.calls).toEqual(['run', 'describe', 'describe', 'describe', 'describe']);
    expect(log.lines.filter((line) => /task: [A-Z]/.test(line)).map((line) => line.replace(/^.*task: /, ''))).toEqual([
      'RUNNING',
      'STOPPED',
    ]);
  });

  it('prints what the container writes, as it writes it', async () => {
    let page = 0;
    const readPages: LogPages = ({ after }) => {
      page += 1;
      return Promise.resolve(page % 2 === 1 ? { lines: [`line ${page}`], after: `${page}` } : { lines: [], after });
    };
    const { log } = await run({ readPages, looks: [RUNS, RUNS, taskEnded({ web: 0 })] });
    expect(log.lines.filter((line) => line.includes('web |'))).toEqual([
      'info: web | line 1',
      'info: web | line 3',
      'info: web | line 5',
      'info: web | line 7',
    ]);
  });

  it('stops a task that goes on after its command has ended', async () => {
    const { result, api } = await run({ sidecarOnly: true, looks: [RUNS, taskLook({ web: 0, proxy: undefined })] });
    expect(result.end.kind).toBe('passed');
    expect(api.calls.at(-1)).toBe('stop: Its command has ended.');
  });

  it('stops a command at its time limit, after a last look', async () => {
    const { result, api, clock } = await run({ looks: [RUNS] });
    expect(result).toMatchObject({ end: { kind: 'timed-out' }, stopped: 'Task abc was told to stop.' });
    expect(api.calls.slice(-2)).toEqual(['describe', 'stop: Its command was not done within the time limit.']);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
    expect(clock.elapsed()).toBeLessThan(65_000);
  });

  it('says so when it could not be stopped', async () => {
    const { result } = await run({ looks: [RUNS], stop: awsError('AccessDeniedException', 'no ecs:StopTask') });
    expect(result.stopped).toBe('Task abc could not be stopped: no ecs:StopTask');
  });

  it.each(['describe', 'run'])('stops the task of a cancelled job (during %s)', async (cancelAt) => {
    const { result, api } = await run({ cancelAt, looks: [RUNS] });
    expect(result).toMatchObject({ end: { kind: 'cancelled' }, stopped: 'Task abc was told to stop.' });
    expect(api.calls.filter((call) => call.startsWith('stop'))).toEqual(['stop: The job was cancelled.']);
  });

  it('asks again for a lost answer with the same token, and for capacity with another one', async () => {
    const { result, api, log } = await run({
      starts: [awsError('ServerException', 'try again', 500), NO_CAPACITY, STARTED],
      looks: [taskEnded({ web: 0 })],
    });
    expect(result.end.kind).toBe('passed');
    const [first, again, later] = api.started.map(({ clientToken }) => clientToken);
    expect(again).toBe(first);
    expect(later).not.toBe(first);
    expect(later).toMatch(/^[!-~]{1,64}$/);
    expect(log.has('Capacity is unavailable at this time. Please try again later (Fargate has no capacity')).toBe(true);
  });

  it('gives up on capacity at the time limit', async () => {
    const { result, clock } = await run({ starts: [NO_CAPACITY] });
    expect(result.end).toMatchObject({
      kind: 'not-started',
      error: { message: expect.stringMatching(/could not place the task: Capacity .* Tried \d+ times/) },
    });
    expect(clock.elapsed()).toBe(60_000);
  });

  it.each<[string, TaskScript, RegExp]>([
    ['a placement that never can be', { starts: [{ failures: [{ reason: 'ATTRIBUTE', detail: undefined }] }] }, /ATTR/],
    [
      'a refused request',
      { starts: [awsError('AccessDeniedException', 'no ecs:RunTask')] },
      /run the task: no ecs:Run/,
    ],
  ])('does not wait for %s', async (_, script, message) => {
    const { result, api, clock } = await run(script);
    expect(result.end).toMatchObject({ kind: 'not-started', error: { message: expect.stringMatching(message) } });
    expect(api.calls).toEqual(['run']);
    expect(clock.elapsed()).toBe(0);
  });

  it('looks again when ECS does not answer, and ends when it never will', async () => {
    const passing = await run({
      looks: [
        awsError('ThrottlingException', 'Rate exceeded'),
        awsError('ServerException', '', 500),
        taskEnded({ web: 0 }),
      ],
    });
    expect(passing.result.end.kind).toBe('passed');
    const lost = await run({ looks: [RUNS, awsError('ExpiredTokenException', 'expired')] });
    expect(lost.result).toMatchObject({ end: { kind: 'lost' }, stopped: 'Task abc was left alone.' });
    const unknown = await run({ looks: [undefined] });
    expect(unknown.result.end.kind).toBe('lost');
  });

  it('gives the task the tags of the service where its tasks have them, and goes without when it may not read them', async () => {
    const service: EcsService = { propagateTags: 'SERVICE', serviceArn: 'arn:service' };
    const looks = [taskEnded({ web: 0 })];
    const tagged = await run({ service, looks, tags: [{ key: 'team', value: 'web' }] });
    expect(tagged.api.started[0]?.tags).toEqual([{ key: 'team', value: 'web' }]);
    const denied = await run({ service, looks, tags: awsError('AccessDeniedException', 'no ecs:ListTagsForResource') });
    expect(denied.result.end.kind).toBe('passed');
    expect(denied.log.has('without the tags of the service')).toBe(true);
  });
});
