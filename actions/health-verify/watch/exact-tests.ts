/**
 * Exact tests for small counts. They need no assumption about how errors or latencies are distributed, and no
 * randomness.
 */

/** `hits` of `trials`. */
export interface Share {
  readonly hits: number;
  readonly trials: number;
}

/**
 * The chance that a side of the size of `suspect` gets at least as many of all hits as it did, were the hits dealt to
 * both sides by chance alone: Fisher's exact test, one-sided (R. A. Fisher, "Statistical Methods for Research Workers",
 * 1934, §21.02). It holds for any counts; the usual approximations do not for a handful of errors.
 */
export function fisherTail(suspect: Share, other: Share): number {
  const trials = suspect.trials + other.trials;
  const hits = suspect.hits + other.hits;
  const ways = logChoose(trials, suspect.trials);
  return upperTail(
    {
      least: Math.max(0, hits - other.trials),
      most: Math.min(hits, suspect.trials),
      mean: trials === 0 ? 0 : (hits * suspect.trials) / trials,
      mass: (count) => Math.exp(logChoose(hits, count) + logChoose(trials - hits, suspect.trials - count) - ways),
      growth: (count) =>
        ((hits - count) * (suspect.trials - count)) / ((count + 1) * (other.trials - hits + count + 1)),
    },
    suspect.hits,
  );
}

/** The chance of at least so many hits, were each trial one with probability `rate` (0 to 1): the exact binomial test. */
export function binomialTail({ hits, trials }: Share, rate: number): number {
  if (rate <= 0 || rate >= 1) return hits === 0 || rate >= 1 ? 1 : 0;
  return upperTail(
    {
      least: 0,
      most: trials,
      mean: trials * rate,
      mass: (count) =>
        Math.exp(logChoose(trials, count) + count * Math.log(rate) + (trials - count) * Math.log1p(-rate)),
      growth: (count) => ((trials - count) * rate) / ((count + 1) * (1 - rate)),
    },
    hits,
  );
}

/** With one mode, as both have. */
interface Distribution {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  readonly mass: (count: number) => number;
  /** Mass of `count` + 1 over that of `count`. */
  readonly growth: (count: number) => number;
}

/** Beyond this part of what is added up, nothing changes in a double. */
const NEGLIGIBLE = 1e-17;

/** P(X >= from), added up on the shorter side of it. */
function upperTail({ least, most, mean, mass, growth }: Distribution, from: number): number {
  if (from <= least) return 1;
  let sum = 0;
  if (from > mean) {
    for (let count = from, term = mass(from); count <= most && term > sum * NEGLIGIBLE; count += 1) {
      sum += term;
      term *= growth(count);
    }
    return Math.min(1, sum);
  }
  for (let count = from - 1, term = mass(count); count >= least && term > sum * NEGLIGIBLE; count -= 1) {
    sum += term;
    term /= growth(count - 1);
  }
  return Math.max(0, 1 - sum);
}

function logChoose(total: number, chosen: number): number {
  return logFactorial(total) - logFactorial(chosen) - logFactorial(total - chosen);
}

const TABLE_SIZE = 256;
const SMALL: readonly number[] = Array.from({ length: TABLE_SIZE }).reduce<number[]>(
  (sums, _, index) => [...sums, index < 2 ? 0 : (sums.at(-1) ?? 0) + Math.log(index)],
  [],
);

/** ln(n!), from Stirling's series where its next term is below the precision of a double. */
function logFactorial(n: number): number {
  return SMALL[n] ?? (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
