import { countAbove, percentileOf, type LatencyCount } from '#shared/verify/latencies';
import { binomialTail, fisherTail, type Share } from './exact-tests.ts';
import type { Limits } from './settings.ts';

/** What one version did in the window so far. */
export interface Side {
  readonly answers: number;
  /** Answers that were not as expected. */
  readonly errors: number;
  /** Of answers with an expected status, the quickest first: errors are often quick and say nothing about latency. */
  readonly latencies: readonly LatencyCount[];
}

export interface Sides {
  /** The new version. */
  readonly canary: Side;
  /** What it is compared with. */
  readonly baseline: Side;
  /** Requests that failed without naming a version: refused, timed out, answered by the load balancer. */
  readonly unattributed: number;
}

export type Question = 'errors' | 'p50' | 'p95' | 'unattributed';

/** The answer to one question. */
export interface Finding {
  readonly question: Question;
  /** The chance to see so much or more against the canary, were it no worse than its limit. */
  readonly p: number;
  readonly worse: boolean;
}

/** Below this nobody notices, however many times slower it is: 2 ms are twice 1 ms. */
export const LEAST_LATENCY_INCREASE_MS = 10;

/**
 * Is the canary worse than the baseline? Four questions, each answered by an exact test at the level `alpha`:
 *
 * - `errors`: Fisher's exact test of the error rates. As many answers make any difference significant, the difference
 *   must also be above `errorRateIncrease`.
 * - `p50`, `p95`: the quantile test (R. A. Johnson, S. Verrill, D. H. Moore, "Two-sample rank tests for detecting changes
 *   that occur in a small proportion of the treated population", Biometrics 43, 1987; for the median it is Mood's test).
 *   The canary's latencies are first made shorter by all it is allowed to be slower; then it is counted how many of each
 *   side lie above the quantile of both together, and Fisher's test asks whether the canary has too many of them. It
 *   holds for any distribution, with ties, and tells a slow tail from a slow middle.
 * - `unattributed`: nobody can tell which version a failure without an answer belongs to, and a canary that crashes
 *   fails in just this way. So they are all counted as the canary's, and a binomial test asks whether its error
 *   rate would then be above `errorRateIncrease`.
 *
 * A side with fewer answers than `minSamples` is not judged, only the failures are that may be all the canary gives.
 */
export function compare(sides: Sides, limits: Limits, alpha: number): readonly Finding[] {
  const { canary, unattributed } = sides;
  const blamed = { hits: unattributed, trials: canary.answers + unattributed };
  return [
    ...(hasEnough(sides, limits) ? compareSides(sides, limits, alpha) : []),
    ...(blamed.trials >= limits.minSamples
      ? [finding('unattributed', binomialTail(blamed, limits.errorRateIncrease), alpha)]
      : []),
  ];
}

/**
 * Whether the canary's error rate is above the limit for certain, not only as it was counted so far: a rate that is
 * looked at again and again comes above it once in a while.
 */
export function errorsSurelyAbove({ canary, baseline }: Sides, limits: Limits, alpha: number): boolean {
  const limit = errorRate(baseline) + limits.errorRateIncrease;
  return binomialTail({ hits: canary.errors, trials: canary.answers }, limit) < alpha;
}

export function hasEnough({ canary, baseline }: Sides, { minSamples }: Limits): boolean {
  return Math.min(canary.answers, baseline.answers) >= minSamples;
}

export function errorRate({ answers, errors }: Side): number {
  return answers === 0 ? 0 : errors / answers;
}

/**
 * The fewest errors of the canary that would have been found worse than the baseline's: how much the comparison could
 * have seen. Undefined when not even all answers would have been enough.
 */
export function errorsFoundFrom({ canary, baseline }: Sides, limits: Limits, alpha: number): number | undefined {
  const isFound = (errors: number): boolean => compareErrors({ ...canary, errors }, baseline, { limits, alpha }).worse;
  if (!isFound(canary.answers)) return undefined;
  let [low, high] = [0, canary.answers];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isFound(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

function compareSides({ canary, baseline }: Sides, limits: Limits, alpha: number): readonly Finding[] {
  const allowed = (ms: number): number => Math.min(ms / (1 + limits.latencyIncrease), ms - LEAST_LATENCY_INCREASE_MS);
  const shortened = canary.latencies.map(({ ms, count }) => ({ ms: allowed(ms), count }));
  const both = [...shortened, ...baseline.latencies].sort((a, b) => a.ms - b.ms);
  const slower = (share: number): number => {
    const limitMs = percentileOf(both, share) ?? 0;
    const above = (latencies: readonly LatencyCount[]): Share => ({
      hits: countAbove(latencies, limitMs),
      trials: countAbove(latencies, -Infinity),
    });
    return fisherTail(above(shortened), above(baseline.latencies));
  };
  return [
    compareErrors(canary, baseline, { limits, alpha }),
    finding('p50', slower(0.5), alpha),
    finding('p95', slower(0.95), alpha),
  ];
}

function compareErrors(
  canary: Side,
  baseline: Side,
  { limits, alpha }: { readonly limits: Limits; readonly alpha: number },
): Finding {
  const p = fisherTail(
    { hits: canary.errors, trials: canary.answers },
    { hits: baseline.errors, trials: baseline.answers },
  );
  const increase = errorRate(canary) - errorRate(baseline);
  return { question: 'errors', p, worse: p < alpha && increase > limits.errorRateIncrease };
}

function finding(question: Question, p: number, alpha: number): Finding {
  return { question, p, worse: p < alpha };
}
