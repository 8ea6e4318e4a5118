import { describe, expect, it } from '@jest/globals';
import type { Attempt } from './history.ts';
import { Latencies } from './latencies.ts';
import { StreakLatencies } from './streak-latencies.ts';
import type { Target } from './target.ts';
import { answer, target } from './testing.ts';
import { judge } from './verdict.ts';

const LIMITED = target({ maxP95Ms: 500 });

function attempt(ms: number, of: Target = LIMITED): Attempt {
  const result = answer(200, { ms });
  return { round: 1, atMs: 0, target: of, result, verdict: judge(of, result) };
}

function after(latencies: readonly number[], of: Target = LIMITED): StreakLatencies {
  const streak = new StreakLatencies();
  for (const ms of latencies) streak.add([attempt(ms, of)], true);
  return streak;
}

const fast = (count: number): number[] => Array<number>(count).fill(10);

describe('max-p95', () => {
  it.each([
    ['is met by one slow answer of twenty', [...fast(19), 900], undefined],
    ['is met by the limit itself', Array<number>(20).fill(500), undefined],
    ['is not met by two of twenty', [...fast(18), 900, 620], 'p95 of 20 answers is 620ms, expected at most 500ms'],
    ['says nothing of nineteen', Array<number>(19).fill(900), undefined],
    ['is met again when more answers are fast', [900, 900, ...fast(38)], undefined],
  ])('%s', (_, latencies, unmet) => {
    expect(after(latencies).unmet({ target: LIMITED })).toBe(unmet);
  });

  it('is about the answers in a row', () => {
    const streak = after(Array<number>(20).fill(900));
    expect(streak.unmet({ target: LIMITED })).toBeDefined();
    streak.add([], false);
    expect(streak.unmet({ target: LIMITED })).toBeUndefined();
  });

  it('is not asked of a URL without it', () => {
    expect(after(Array<number>(20).fill(900), target()).unmet({ target: target() })).toBeUndefined();
  });
});

describe('latencies', () => {
  it('have the percentiles of the sorted list, by nearest rank', () => {
    const values = Array.from({ length: 997 }, (_, index) => (index * 7_919) % 1_009);
    const latencies = new Latencies();
    for (const ms of values) latencies.add(ms);
    const sorted = [...values].sort((a, b) => a - b);
    for (const share of [0, 0.01, 0.5, 0.95, 0.999, 1])
      expect(latencies.percentileMs(share)).toBe(sorted[Math.max(0, Math.ceil(share * values.length) - 1)]);
    expect(latencies.count).toBe(997);
  });

  it('have none when there is none', () => {
    expect(new Latencies().percentileMs(0.95)).toBeUndefined();
  });
});
