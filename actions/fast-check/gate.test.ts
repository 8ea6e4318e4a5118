import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import type { Execution } from './execute.ts';
import { runGate, type GateOptions, type GateResult } from './gate.ts';
import type { Task } from './plan.ts';
import { check, execution } from './testing.ts';

/** Seconds a check takes, and its exit code. */
type Script = Readonly<Record<string, { readonly takes: number; readonly exitCode?: number }>>;

interface Harness {
  readonly clock: FakeClock;
  readonly log: string[];
  readonly cancelJob: () => void;
  readonly result: Promise<GateResult>;
}

function start(
  script: Script,
  limits: Partial<GateOptions['limits']> = {},
  over: { readonly advisory?: readonly string[]; readonly execute?: GateOptions['execute'] } = {},
): Harness {
  const clock = new FakeClock();
  const job = new AbortController();
  const log: string[] = [];
  const checks = Object.keys(script).map((name) => check(name, { required: over.advisory?.includes(name) !== true }));
  const execute = async ({ check: { name } }: Task, signal: AbortSignal): Promise<Execution> => {
    const { takes = 0, exitCode = 0 } = script[name] ?? {};
    try {
      await clock.sleep(takes * 1_000, signal);
      return execution({ exitCode });
    } catch {
      return execution({ ending: 'cancelled', exitCode: undefined }); // the only way to end a sleep early
    }
  };
  const result = runGate({
    plan: { order: checks, tasks: checks.map((one) => ({ check: one, files: undefined })), skips: [] },
    execute: over.execute ?? execute,
    clock,
    signal: job.signal,
    limits: { budgetMs: 90_000, budgetMode: 'fail', failFast: true, maxParallel: 2, ...limits },
    events: {
      started: (task) => void log.push(`${clock.elapsed() / 1_000} started ${task.check.name}`),
      ended: ({ check: { name }, outcome }) => {
        log.push(`${clock.elapsed() / 1_000} ${name} ${outcome}`);
        return Promise.resolve();
      },
      budgetPassed: (running) => void log.push(`${clock.elapsed() / 1_000} over budget: ${running.join()}`),
      stillRunning: (running) =>
        void log.push(
          `${clock.elapsed() / 1_000} running ${running.map(({ name, forMs }) => `${name} ${forMs}`).join()}`,
        ),
    },
  });
  return {
    clock,
    log,
    result,
    cancelJob: () => {
      job.abort();
    },
  };
}

const outcomes = ({ checks }: GateResult): readonly string[] =>
  checks.map(({ check: { name }, outcome, why, durationMs }) =>
    [name, outcome, durationMs === undefined ? '-' : durationMs / 1_000, why]
      .filter((part) => part !== undefined)
      .join(' '),
  );

describe('runGate', () => {
  it('runs as many at a time as it may, in the order of the list', async () => {
    const { clock, log, result } = start({ a: { takes: 3 }, b: { takes: 1 }, c: { takes: 1 } });
    await clock.advance(10_000);
    expect(outcomes(await result)).toEqual(['a passed 3', 'b passed 1', 'c passed 1']);
    expect(log).toEqual(['0 started a', '0 started b', '1 b passed', '1 started c', '2 c passed', '3 a passed']);
  });

  it('stops the others at the first required failure, and does not call them failed', async () => {
    const { clock, result } = start({ a: { takes: 9 }, b: { takes: 1, exitCode: 2 }, c: { takes: 1 } });
    await clock.advance(10_000);
    const gate = await result;
    expect(outcomes(gate)).toEqual([
      'a cancelled 1 stopped: b failed',
      'b failed 1 exit code 2',
      'c cancelled - not started: b failed',
    ]);
    expect(gate).toMatchObject({ stop: { kind: 'check-failed', name: 'b' }, overBudget: false });
  });

  it.each([
    ['fail-fast is off', { failFast: false }, {}],
    ['the failed check is not required', {}, { advisory: ['b'] }],
  ])('lets the others end when %s', async (_, limits, over) => {
    const script = { a: { takes: 9 }, b: { takes: 1, exitCode: 2 }, c: { takes: 1 } };
    const { clock, result } = start(script, limits, over);
    await clock.advance(10_000);
    expect(outcomes(await result)).toEqual(['a passed 9', 'b failed 1 exit code 2', 'c passed 1']);
  });

  it('stops what runs and starts nothing more when the budget is used up', async () => {
    const { clock, log, result } = start(
      { a: { takes: 9 }, b: { takes: 1 }, c: { takes: 9 }, d: { takes: 1 } },
      { budgetMs: 5_000 },
    );
    await clock.advance(10_000);
    const gate = await result;
    expect(outcomes(gate)).toEqual([
      'a over-budget 5 stopped: the budget was used up',
      'b passed 1',
      'c over-budget 4 stopped: the budget was used up',
      'd over-budget - not started: the budget was used up',
    ]);
    expect(gate).toMatchObject({ stop: { kind: 'over-budget' }, overBudget: true });
    expect(log).toContain('5 over budget: a,c');
  });

  it('starts nothing when the budget was used up before', async () => {
    const { clock, result } = start({ a: { takes: 1 } }, { budgetMs: -1 });
    await clock.advance(10_000);
    expect(outcomes(await result)).toEqual(['a over-budget 0 stopped: the budget was used up']);
  });

  it('only says so when the budget warns', async () => {
    const { clock, log, result } = start({ a: { takes: 9 } }, { budgetMs: 5_000, budgetMode: 'warn' });
    await clock.advance(10_000);
    const gate = await result;
    expect(outcomes(gate)).toEqual(['a passed 9']);
    expect(gate).toMatchObject({ stop: undefined, overBudget: true });
    expect(log).toContain('5 over budget: a');
  });

  it('stops everything when the job is cancelled', async () => {
    const { clock, result, cancelJob } = start({ a: { takes: 9 }, b: { takes: 1 }, c: { takes: 9 }, d: { takes: 1 } });
    await clock.advance(2_000);
    cancelJob();
    await clock.advance(0);
    const gate = await result;
    expect(outcomes(gate)).toEqual([
      'a cancelled 2 stopped: the job was cancelled',
      'b passed 1',
      'c cancelled 1 stopped: the job was cancelled',
      'd cancelled - not started: the job was cancelled',
    ]);
    expect(gate.stop).toEqual({ kind: 'job-cancelled' });
  });

  it('says every 30 s what still runs', async () => {
    const { clock, log, result } = start({ a: { takes: 65 }, b: { takes: 40 } });
    await clock.advance(70_000);
    await result;
    expect(log.filter((line) => line.includes('running'))).toEqual([
      '30 running a 30000,b 30000',
      '60 running a 60000',
    ]);
  });

  it('ends the others before it passes a defect on', async () => {
    let ended = false;
    const { result } = start(
      { a: { takes: 1 }, b: { takes: 1 } },
      {},
      {
        execute: (task, signal) => {
          if (task.check.name === 'b') return Promise.reject(new Error('defect'));
          return new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              ended = true;
              resolve(execution({ ending: 'cancelled' }));
            });
          });
        },
      },
    );
    await expect(result).rejects.toThrow('defect');
    expect(ended).toBe(true);
  });

  it('keeps skipped checks in their place', async () => {
    const [a, b] = [check('a'), check('b')];
    const clock = new FakeClock();
    const gate = await runGate({
      plan: { order: [a, b], tasks: [{ check: b, files: ['x', 'y'] }], skips: [{ check: a, why: 'no change' }] },
      execute: () => Promise.resolve(execution()),
      clock,
      signal: new AbortController().signal,
      limits: { budgetMs: 1_000, budgetMode: 'fail', failFast: true, maxParallel: 1 },
      events: {
        started: () => undefined,
        ended: () => Promise.resolve(),
        budgetPassed: () => undefined,
        stillRunning: () => undefined,
      },
    });
    expect(outcomes(gate)).toEqual(['a skipped - no change', 'b passed 0']);
    expect(gate.checks[1]).toMatchObject({ fileCount: 2 });
  });
});
