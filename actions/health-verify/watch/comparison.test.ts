import { describe, expect, it } from '@jest/globals';
import { compare, errorsFoundFrom, type Question, type Side, type Sides } from './comparison.ts';
import type { Limits } from './settings.ts';

const LIMITS: Limits = { errorRateIncrease: 0.01, latencyIncrease: 0.25, minSamples: 50 };
const ALPHA = 0.009;

/** Answers of 100 ms up to 199 ms in equal parts, each longer by `laterMs`. */
function side(answers: number, errors = 0, laterMs = 0): Side {
  const latencies = Array.from({ length: 100 }, (_, index) => ({ ms: 100 + index + laterMs, count: answers / 100 }));
  return { answers, errors, latencies };
}

function worse(sides: Partial<Sides>, limits: Partial<Limits> = {}): readonly Question[] {
  const all = { canary: side(200), baseline: side(1_800), unattributed: 0, ...sides };
  const findings = compare(all, { ...LIMITS, ...limits }, ALPHA);
  return findings.filter((finding) => finding.worse).map(({ question }) => question);
}

describe('errors', () => {
  it.each([
    ['none', { canary: 0, baseline: 0 }, []],
    ['a few of both', { canary: 4, baseline: 36 }, []],
    ['too few to tell', { canary: 2, baseline: 0 }, []],
    ['enough to tell', { canary: 4, baseline: 0 }, ['errors']],
    ['fewer than before', { canary: 0, baseline: 180 }, []],
  ])('%s', (_, { canary, baseline }, expected) => {
    expect(worse({ canary: side(200, canary), baseline: side(1_800, baseline) })).toEqual(expected);
  });

  it('are no matter when they are certain but few', () => {
    const sides = { canary: side(100_000, 900), baseline: side(100_000, 100) };
    expect(worse(sides)).toEqual([]);
    expect(worse(sides, { errorRateIncrease: 0.005 })).toEqual(['errors']);
  });
});

describe('latency', () => {
  it('may be longer by the least difference', () => {
    const quick = { ...side(200), latencies: [{ ms: 1, count: 200 }] };
    const tenTimes = { ...side(200), latencies: [{ ms: 11, count: 200 }] };
    const more = { ...side(200), latencies: [{ ms: 12, count: 200 }] };
    expect(worse({ baseline: quick, canary: tenTimes })).toEqual([]);
    expect(worse({ baseline: quick, canary: more })).toContain('p50');
  });

  it('is found in the middle and in the tail apart', () => {
    expect(worse({ canary: side(200, 0, 100) })).toEqual(['p50', 'p95']);
    const tail = side(200).latencies.map(({ ms, count }) => ({ ms: ms >= 180 ? ms * 3 : ms, count }));
    expect(worse({ canary: { ...side(200), latencies: tail } })).toEqual(['p95']);
  });

  it('is not judged where no answer had an expected status', () => {
    expect(worse({ canary: { answers: 200, errors: 0, latencies: [] } })).toEqual([]);
  });
});

describe('failures that name no version', () => {
  it.each([
    [1, []],
    [6, []],
    [8, ['unattributed']],
  ])('%i beside 200 answers', (unattributed, expected) => {
    expect(worse({ unattributed })).toEqual(expected);
  });

  it('are judged though the canary never answered, once there are enough of them', () => {
    expect(worse({ canary: side(0), unattributed: 49 })).toEqual([]);
    expect(worse({ canary: side(0), unattributed: 50 })).toEqual(['unattributed']);
  });
});

it('judges no side that has too few answers', () => {
  const few = { ...side(0), answers: 49, errors: 49 };
  expect(compare({ canary: few, baseline: side(1_800), unattributed: 0 }, LIMITS, ALPHA)).toEqual([]);
});

it('says how many errors would have been found: one less would not', () => {
  for (const baseline of [side(1_800), side(1_800, 90), side(100, 3)]) {
    const sides = { canary: side(200), baseline, unattributed: 0 };
    const found = errorsFoundFrom(sides, LIMITS, ALPHA) ?? 0;
    expect(worse({ ...sides, canary: side(200, found) })).toEqual(['errors']);
    expect(worse({ ...sides, canary: side(200, found - 1) })).toEqual([]);
  }
  expect(errorsFoundFrom({ canary: side(200), baseline: side(100, 100), unattributed: 0 }, LIMITS, ALPHA)).toBe(
    undefined,
  );
});
