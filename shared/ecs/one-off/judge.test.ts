import { describe, expect, it } from '@jest/globals';
import type { EcsTask } from '../api.ts';
import { judge, type OneOffShape } from './judge.ts';

const SHAPE: OneOffShape = { container: 'web', essential: new Set(['web', 'proxy']) };
const ASIDE: OneOffShape = { container: 'web', essential: new Set(['proxy']) };

type Codes = Readonly<Record<string, number | undefined>>;

/** A task whose containers have these exit codes; undefined is one that runs. */
function task(codes: Codes, more: Partial<EcsTask> = {}): EcsTask {
  const containers = Object.entries(codes).map(([name, exitCode]) => ({ name, exitCode }));
  return { taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/prod/abc', lastStatus: 'RUNNING', containers, ...more };
}

const EXITED = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' } as const;
const STOPPED = { ...EXITED, lastStatus: 'STOPPED' };

interface Failing {
  readonly look: EcsTask;
  readonly shape?: OneOffShape;
  readonly reason: string;
  readonly exitCode?: number;
}

describe('judge', () => {
  it.each<[string, EcsTask, OneOffShape]>([
    ['it starts', task({ web: undefined }, { lastStatus: 'PROVISIONING' }), SHAPE],
    ['it runs', task({ web: undefined, proxy: undefined }), SHAPE],
    ['who stopped it is not told yet', task({ web: 0 }), SHAPE],
    ['its exit code is not told yet', task({ web: undefined }, { ...EXITED, lastStatus: 'STOPPING' }), SHAPE],
  ])('waits while %s', (_, look, shape) => {
    expect(judge(look, shape, {}).verdict).toBeUndefined();
  });

  it.each<[string, EcsTask, OneOffShape]>([
    ['as the only container', task({ web: 0 }, STOPPED), SHAPE],
    ['before the task has stopped', task({ web: 0 }, { ...EXITED, lastStatus: 'DEPROVISIONING' }), SHAPE],
    ['with a sidecar that was killed for it', task({ web: 0, proxy: 137 }, STOPPED), SHAPE],
    ['while what is essential goes on', task({ web: 0, proxy: undefined }), ASIDE],
  ])('passes with exit code 0, %s', (_, look, shape) => {
    expect(judge(look, shape, {}).verdict).toEqual({ kind: 'passed', note: undefined });
  });

  it('passes with a note when a sidecar has ended badly too, and which came first is not known', () => {
    expect(judge(task({ web: 0, proxy: 1 }, STOPPED), SHAPE, {}).verdict).toEqual({
      kind: 'passed',
      note: expect.stringMatching(/^Container proxy exited with code 1 at about the same time\. If it was the first/),
    });
  });

  it.each<[string, Failing]>([
    ['an exit code', { look: task({ web: 3 }, STOPPED), reason: 'container web exited with code 3', exitCode: 3 }],
    [
      'an exit code of a container that is not essential',
      {
        look: task({ web: 3, proxy: undefined }),
        shape: ASIDE,
        reason: 'container web exited with code 3',
        exitCode: 3,
      },
    ],
    [
      'a task that somebody stopped, though the program exited with 0',
      {
        look: task({ web: 0 }, { lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'not now' }),
        reason: 'the task was stopped before the command was done: not now',
        exitCode: 0,
      },
    ],
    [
      'a container that did not start',
      {
        look: task(
          { web: undefined },
          { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: not found' },
        ),
        reason: 'CannotPullContainerError: not found',
      },
    ],
    [
      'a task that ended without the container',
      {
        look: task({}, { lastStatus: 'STOPPED', stoppedReason: 'Task failed to start' }),
        reason: 'Task failed to start',
      },
    ],
  ])('fails for %s', (_, { look, shape = SHAPE, reason, exitCode }) => {
    expect(judge(look, shape, {}).verdict).toMatchObject({ kind: 'failed', reason, exitCode });
  });

  it('fails when another essential container was seen to end first, whatever the program makes of being stopped', () => {
    const first = judge(task({ web: undefined, proxy: 1 }), SHAPE, {});
    expect(first.verdict).toBeUndefined();
    expect(judge(task({ web: 0, proxy: 1 }, STOPPED), SHAPE, first.memory).verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^container proxy exited with code 1 before the command was done/),
    });
  });

  it('names the container of the command in the diagnosis, not one that was killed with it', () => {
    const { verdict } = judge(task({ proxy: 1, web: 127 }, STOPPED), SHAPE, {});
    expect(verdict).toMatchObject({
      end: { culprit: { name: 'web', exitCode: 127 }, healing: 'never', what: 'container web exited with code 127' },
    });
  });
});
