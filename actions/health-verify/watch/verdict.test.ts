import { describe, expect, it } from '@jest/globals';
import type { Side, Sides } from './comparison.ts';
import type { Limits } from './settings.ts';
import { judgeAtEnd, judgeEarly, looksWithin, type WatchResult } from './verdict.ts';

const LIMITS: Limits = { errorRateIncrease: 0.01, latencyIncrease: 0.25, minSamples: 50 };
const LOOKS = 19;

const side = (answers: number, errors: number): Side => ({ answers, errors, latencies: [{ ms: 30, count: answers }] });

function sides(canary: readonly [number, number], baseline: readonly [number, number], unattributed = 0): Sides {
  return { canary: side(...canary), baseline: side(...baseline), unattributed };
}

describe('the verdict', () => {
  it.each<[string, Sides, WatchResult | undefined, WatchResult]>([
    ['no errors', sides([150, 0], [1_350, 0]), undefined, 'healthy'],
    ['one error', sides([150, 1], [1_350, 0]), undefined, 'healthy'],
    ['errors that are just too many', sides([600, 7], [5_400, 0]), undefined, 'worse'],
    ['errors that are clearly too many', sides([600, 60], [5_400, 0]), 'worse', 'worse'],
    ['errors of both', sides([600, 60], [5_400, 540]), undefined, 'healthy'],
    ['failures that may be anybody’s', sides([600, 0], [5_400, 0], 60), 'worse', 'worse'],
    ['failures only', sides([0, 0], [0, 0], 300), 'worse', 'worse'],
    ['too few answers of the canary', sides([49, 49], [1_350, 0]), undefined, 'not-enough-traffic'],
    ['too few answers of the baseline', sides([1_350, 0], [49, 49]), undefined, 'not-enough-traffic'],
    ['nothing', sides([0, 0], [0, 0]), undefined, 'not-enough-traffic'],
  ])('of %s', (...[, seen, early, atEnd]) => {
    expect(judgeEarly(seen, LIMITS, LOOKS)?.result).toBe(early);
    expect(judgeAtEnd(seen, LIMITS).result).toBe(atEnd);
  });
});

it('is looked for every 15 s before the end', () => {
  expect([1, 15_000, 15_001, 30_000, 300_000].map(looksWithin)).toEqual([0, 0, 1, 1, 19]);
});
