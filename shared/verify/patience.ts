import type { FailureKind } from '#shared/http/probe-result';
import { formatDuration } from '#shared/text/duration';
import type { Attempt } from './history.ts';

interface Limit {
  readonly times: number;
  readonly forMs: number;
}

/**
 * Failures that a cut-over shows for a while, and for how long one can: seen so often in a row, over so long a time,
 * they are mistakes that no waiting heals. Both must be reached, so neither quick probes nor rare ones decide early.
 */
const LIMITS: Partial<Record<FailureKind, Limit>> = {
  // The nodes of a load balancer take up a new certificate one after the other, within seconds.
  certificate: { times: 3, forMs: 10_000 },
  // Route 53 brings a new record to all its name servers within 60 s, as a rule (API reference,
  // ChangeResourceRecordSets).
  'unknown-host': { times: 5, forMs: 60_000 },
};

interface Persisting {
  readonly failure: FailureKind;
  readonly times: number;
  readonly sinceMs: number;
}

/** Turns a failure that is tolerated while a rollout is under way into a hopeless one when it persists. */
export class Patience {
  readonly #persisting = new Map<string, Persisting>();

  /** The attempt, judged anew by those on the same target before it. With `fail-on: none` nothing is given up early. */
  weigh(attempt: Attempt): Attempt {
    const { atMs, result, target, verdict } = attempt;
    const failure = result.kind === 'failed' ? result.failure : undefined;
    const limit = failure === undefined || target.failOn.length === 0 ? undefined : LIMITS[failure];
    if (failure === undefined || limit === undefined) {
      this.#persisting.delete(target.name);
      return attempt;
    }
    const before = this.#persisting.get(target.name);
    const { times, sinceMs } =
      before?.failure === failure ? { ...before, times: before.times + 1 } : { times: 1, sinceMs: atMs };
    this.#persisting.set(target.name, { failure, times, sinceMs });
    if (times < limit.times || atMs - sinceMs < limit.forMs) return attempt;
    const persisted = `${times} times in a row over ${formatDuration(atMs - sinceMs)}`;
    return { ...attempt, verdict: { ...verdict, kind: 'hopeless', reasons: [...verdict.reasons, persisted] } };
  }
}
