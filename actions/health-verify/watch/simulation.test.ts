import { describe, expect, it } from '@jest/globals';
import { chanceOf, type Chance } from '#shared/testing/chance';
import { Latencies } from '#shared/verify/latencies';
import type { Side } from './comparison.ts';
import type { Limits } from './settings.ts';
import { judgeAtEnd, judgeEarly, type WatchResult } from './verdict.ts';

const LIMITS: Limits = { errorRateIncrease: 0.01, latencyIncrease: 0.25, minSamples: 50 };
const PROBES = 1_500; // 5 a second for 5 minutes
const LOOKS = 19; // every 15 s of them

interface Behaviour {
  readonly errors: number;
  readonly latency: (chance: Chance) => number;
  /** Share of requests that end without an answer. */
  readonly lost?: number;
}

interface World {
  readonly canary: Behaviour;
  readonly baseline: Behaviour;
  /** The canary's share of the traffic. */
  readonly weight?: number;
}

/** Log-normal with a median of 40 ms; the 95th percentile is 91 ms. */
const usual = (chance: Chance): number => Math.round(40 * Math.exp(0.5 * normal(chance)));
/** One in ten takes ten times as long. */
const longTail = (chance: Chance): number => usual(chance) * (chance.maybe(0.1) ? 10 : 1);

function normal({ next }: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

class Simulated {
  readonly #latencies = new Latencies();
  #answers = 0;
  #errors = 0;

  answer({ errors, latency }: Behaviour, chance: Chance): void {
    this.#answers += 1;
    if (chance.maybe(errors)) this.#errors += 1;
    else this.#latencies.add(latency(chance));
  }

  get side(): Side {
    return { answers: this.#answers, errors: this.#errors, latencies: this.#latencies.sorted() };
  }
}

/** One window with all its looks, as a watch makes them. */
function simulate({ canary, baseline, weight = 0.1 }: World, chance: Chance): { result: WatchResult; look: number } {
  const seen = { canary: new Simulated(), baseline: new Simulated(), unattributed: 0 };
  const sides = () => ({ ...seen, canary: seen.canary.side, baseline: seen.baseline.side });
  for (let look = 1; ; look += 1) {
    for (let probe = 0; probe < PROBES / (LOOKS + 1); probe += 1) {
      const side = chance.maybe(weight) ? 'canary' : 'baseline';
      const behaviour = side === 'canary' ? canary : baseline;
      if (chance.maybe(behaviour.lost ?? 0)) seen.unattributed += 1;
      else seen[side].answer(behaviour, chance);
    }
    const verdict = look > LOOKS ? judgeAtEnd(sides(), LIMITS) : judgeEarly(sides(), LIMITS, LOOKS);
    if (verdict !== undefined) return { result: verdict.result, look };
  }
}

function shareOfWorse(world: World, windows: number): number {
  const chance = chanceOf(20_261);
  let worse = 0;
  for (let window = 0; window < windows; window += 1) if (simulate(world, chance).result === 'worse') worse += 1;
  return worse / windows;
}

const good: Behaviour = { errors: 0.001, latency: usual };

describe('sides that are the same', () => {
  it.each<[string, World]>([
    ['nearly no errors', { canary: good, baseline: good }],
    ['many errors', { canary: { ...good, errors: 0.05 }, baseline: { ...good, errors: 0.05 } }],
    ['a long tail', { canary: { ...good, latency: longTail }, baseline: { ...good, latency: longTail }, weight: 0.5 }],
  ])(
    'are called worse in 4 % of all windows at most: %s',
    (_, world) => {
      expect(shareOfWorse(world, 1_000)).toBeLessThanOrEqual(0.04);
    },
    60_000,
  );

  it('are called worse as rarely when the canary is just as much slower as it may be', () => {
    const slower = (chance: Chance): number => usual(chance) * 1.25;
    const world = { canary: { ...good, latency: slower }, baseline: good, weight: 0.5 };
    expect(shareOfWorse(world, 1_000)).toBeLessThanOrEqual(0.04);
  }, 60_000);
});

describe('a canary that is worse is found in 95 % of all windows at least', () => {
  it.each<[string, Behaviour]>([
    ['5 % errors instead of 0.1 %', { ...good, errors: 0.05 }],
    ['twice as slow', { ...good, latency: (chance) => usual(chance) * 2 }],
    ['a long tail that was not there', { ...good, latency: (chance) => usual(chance) * (chance.maybe(0.2) ? 10 : 1) }],
    ['10 % of its requests lost', { ...good, lost: 0.1 }],
  ])(
    '%s',
    (_, canary) => {
      expect(shareOfWorse({ canary, baseline: good }, 300)).toBeGreaterThanOrEqual(0.95);
    },
    60_000,
  );
});

it('a canary that always fails is found at an early look', () => {
  const chance = chanceOf(7);
  const { result, look } = simulate({ canary: { ...good, errors: 1 }, baseline: good }, chance);
  expect(result).toBe('worse');
  expect(look).toBeLessThanOrEqual(10); // as soon as it has answered min-samples times
});

it('a canary that gives no answer at all is worse, not a lack of traffic', () => {
  expect(simulate({ canary: { ...good, lost: 1 }, baseline: good }, chanceOf(7)).result).toBe('worse');
});
