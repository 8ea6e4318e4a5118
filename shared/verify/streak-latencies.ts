import { formatDuration } from '#shared/text/duration';
import type { Attempt } from './history.ts';
import { Latencies } from './latencies.ts';

/** Fewer answers have no 95th percentile but their slowest. */
export const ANSWERS_FOR_P95 = 20;

/** How fast the answers of the unbroken run of passed rounds came, by target, for `max-p95`. */
export class StreakLatencies {
  readonly #byTarget = new Map<string, Latencies>();

  /** Adds a round; one that did not pass begins anew. */
  add(attempts: readonly Attempt[], passed: boolean): void {
    if (!passed) {
      this.#byTarget.clear();
      return;
    }
    for (const { target, result, verdict } of attempts) {
      if (target.maxP95Ms === undefined || verdict.kind !== 'passed') continue;
      const latencies = this.#byTarget.get(target.name) ?? new Latencies();
      latencies.add(result.ms);
      this.#byTarget.set(target.name, latencies);
    }
  }

  /** Why the target's answers are too slow as a whole, as a phrase; undefined when they are not, or too few yet. */
  unmet({ target: { maxP95Ms, name } }: Pick<Attempt, 'target'>): string | undefined {
    const latencies = this.#byTarget.get(name);
    if (maxP95Ms === undefined || latencies === undefined || latencies.count < ANSWERS_FOR_P95) return undefined;
    const p95 = latencies.percentileMs(0.95) ?? 0;
    if (p95 <= maxP95Ms) return undefined;
    return `p95 of ${latencies.count} answers is ${formatDuration(p95)}, expected at most ${formatDuration(maxP95Ms)}`;
  }
}
