import { describe, expect, it } from '@jest/globals';
import { binomialTail, fisherTail } from './exact-tests.ts';

describe('fisherTail', () => {
  it.each<[number, number, number, number, number]>([
    // Fisher's lady tasting tea: all four right, three right.
    [4, 4, 0, 4, 1 / 70],
    [3, 4, 1, 4, 17 / 70],
    // By hand: the three of three errors fall to a tenth of the trials.
    [3, 10, 0, 90, (10 * 9 * 8) / (100 * 99 * 98)],
    [0, 10, 3, 90, 1],
    [10, 10, 90, 90, 1],
    [0, 0, 0, 0, 1],
  ])('of %i in %i against %i in %i', (...numbers) => {
    const [hits, trials, otherHits, otherTrials, expected] = numbers;
    expect(fisherTail({ hits, trials }, { hits: otherHits, trials: otherTrials })).toBeCloseTo(expected, 12);
  });

  it('agrees with a plain count of all ways to deal the hits', () => {
    for (let trials = 1; trials <= 7; trials += 1)
      for (let suspects = 0; suspects <= trials; suspects += 1)
        for (let hits = 0; hits <= trials; hits += 1)
          for (let got = Math.max(0, hits - trials + suspects); got <= Math.min(hits, suspects); got += 1)
            expect(
              fisherTail({ hits: got, trials: suspects }, { hits: hits - got, trials: trials - suspects }),
            ).toBeCloseTo(shareOfDeals({ trials, suspects, hits, got }), 12);
  });

  it('keeps its precision and its speed with a million answers', () => {
    const half = { hits: 250_000, trials: 500_000 };
    expect(fisherTail(half, half)).toBeCloseTo(0.5008, 4); // a half, and half of the middle
    const p = fisherTail({ hits: 251_500, trials: 500_000 }, { hits: 248_500, trials: 500_000 });
    expect(p).toBeGreaterThan(0.9e-9); // 6 standard deviations of a normal distribution: 0.99e-9
    expect(p).toBeLessThan(1.1e-9);
  });
});

/** Of all ways to give `hits` to `trials`, those in which the first `suspects` get at least `got`. */
function shareOfDeals(deal: Readonly<Record<'trials' | 'suspects' | 'hits' | 'got', number>>): number {
  const { trials, suspects, hits, got } = deal;
  const bits = (mask: number): number => mask.toString(2).replaceAll('0', '').length;
  const deals = Array.from({ length: 2 ** trials }, (_, mask) => mask).filter((mask) => bits(mask) === hits);
  return deals.filter((mask) => bits(mask & (2 ** suspects - 1)) >= got).length / deals.length;
}

describe('binomialTail', () => {
  it.each<[number, number, number, number]>([
    [1, 1, 0.01, 0.01],
    [2, 2, 0.01, 0.0001],
    [1, 10, 0.1, 1 - 0.9 ** 10],
    [0, 10, 0.1, 1],
    [2, 3, 0.5, 0.5],
    [1, 3, 0, 0],
    [0, 3, 0, 1],
    [3, 3, 1, 1],
  ])('of %i in %i at %d', (...numbers) => {
    const [hits, trials, rate, expected] = numbers;
    expect(binomialTail({ hits, trials }, rate)).toBeCloseTo(expected, 12);
  });
});
