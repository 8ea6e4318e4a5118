import { describe, expect, it } from '@jest/globals';
import type { ProbeResult } from '#shared/http/probe-result';
import { FakeClock } from '#shared/testing/fake-clock';
import { answering, settings, type Answering } from './testing.ts';
import { watch, type Watch } from './watch.ts';

interface Played extends Watch {
  readonly looks: readonly number[];
  readonly mostUnderWay: number;
}

/** Plays a window to its end on a clock that is moved by the test. */
async function play(script: Answering, changes = {}, answerAfterMs = 30): Promise<Played> {
  const clock = new FakeClock();
  const next = answering(script);
  const looks: number[] = [];
  let [underWay, mostUnderWay] = [0, 0];
  const watching = watch(settings(changes), {
    clock,
    signal: new AbortController().signal,
    onLook: (_, atMs) => looks.push(atMs),
    ask: async (signal) => {
      mostUnderWay = Math.max(mostUnderWay, (underWay += 1));
      await clock.sleep(answerAfterMs, signal).finally(() => (underWay -= 1));
      return next();
    },
  });
  let ended: Watch | undefined;
  void watching.then((end) => (ended = end));
  while (ended === undefined) await clock.advance(1_000);
  return { ...ended, looks, mostUnderWay };
}

describe('a watch', () => {
  it('is healthy at the end of its window when both versions do as well', async () => {
    const { result, early, durationMs, tally, looks } = await play({});
    expect({ result, early, durationMs }).toEqual({ result: 'healthy', early: false, durationMs: 300_000 });
    expect(tally.probes).toBe(1_500);
    expect(tally.sides).toMatchObject({ canary: { answers: 300, errors: 0 }, baseline: { answers: 1_200 } });
    expect(looks).toEqual(Array.from({ length: 19 }, (_, index) => (index + 1) * 15_000));
  });

  it('keeps its rate when answers are slow, and waits for the last of them', async () => {
    const { tally, mostUnderWay, durationMs } = await play({}, {}, 4_990);
    expect(tally.probes).toBe(1_500);
    expect(mostUnderWay).toBe(25);
    expect(durationMs).toBe(304_790); // the last was sent at 299.8 s
  });

  it('ends early when the canary clearly is worse', async () => {
    const { result, early, durationMs, findings } = await play({ canaryFailsEvery: 2 });
    expect({ result, early, durationMs }).toEqual({ result: 'worse', early: true, durationMs: 60_000 });
    expect(findings.filter(({ worse }) => worse).map(({ question }) => question)).toEqual(['errors']);
  });

  it('judges what is less clear at the end only', async () => {
    // 6 errors of 300 against none of 1,200: p = 0.0003, too much for one of 19 looks.
    const { result, early, findings } = await play({ canaryFailsEvery: 50 });
    expect({ result, early }).toEqual({ result: 'worse', early: false });
    expect(findings.find(({ question }) => question === 'errors')?.p).toBeCloseTo(0.2 ** 6, 4);
  });

  it('lets one error pass', async () => {
    expect((await play({ canaryFailsEvery: 200 })).result).toBe('healthy');
  });

  it('finds a canary that is slower', async () => {
    const { result, findings } = await play({ canaryMs: 60 });
    expect(result).toBe('worse');
    expect(findings.filter(({ worse }) => worse).map(({ question }) => question)).toContain('p50');
  });

  it('takes no notice of milliseconds', async () => {
    expect((await play({ canaryMs: 39 })).result).toBe('healthy');
  });

  it('does not pass when failures may all be the canary’s', async () => {
    const { result, findings } = await play({ refusedEvery: 20 });
    expect(result).toBe('worse');
    expect(findings.filter(({ worse }) => worse).map(({ question }) => question)).toEqual(['unattributed']);
  });

  it('does not pass without enough traffic', async () => {
    const { result, findings } = await play({ canaryEvery: 100 });
    expect(result).toBe('not-enough-traffic');
    expect(findings).toEqual([]);
  });
});

describe('a watch that is cancelled', () => {
  it('ends at once, and what is under way with it', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const given: AbortSignal[] = [];
    const watching = watch(settings(), {
      clock,
      signal: controller.signal,
      onLook: () => undefined,
      ask: (signal) => {
        given.push(signal);
        return new Promise<ProbeResult>((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        });
      },
    });
    const ended = expect(watching).rejects.toThrow('cancelled');
    await clock.advance(1_000);
    controller.abort(new Error('cancelled'));
    await ended;
    expect(given).toHaveLength(6);
    expect(given.every(({ aborted }) => aborted)).toBe(true);
  });

  it('throws what asking threw, though that should not happen', async () => {
    const clock = new FakeClock();
    const ask = () => Promise.reject(new TypeError('a mistake'));
    const signal = new AbortController().signal;
    const ended = expect(watch(settings(), { clock, signal, ask, onLook: () => undefined })).rejects.toThrow(
      'a mistake',
    );
    await clock.advance(1_000);
    await ended;
  });
});
