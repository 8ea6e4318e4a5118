import { detached } from '#shared/verify/history';
import { VersionCounts } from '#shared/verify/version-counts';
import { Latencies } from '#shared/verify/latencies';
import type { Side, Sides } from './comparison.ts';
import type { SightedError, Sighting } from './sighting.ts';

/** Everything a watch has seen so far. It does not grow with the number of probes. */
export class Tally {
  readonly canary = new SideTally();
  readonly baseline = new SideTally();
  /** Failures that name no version. */
  readonly unattributed = new ErrorCounts();
  readonly #versions = new VersionCounts();
  #probes = 0;
  #others = 0;
  #unnamed = 0;

  add(sighting: Sighting): void {
    this.#probes += 1;
    if ('version' in sighting) this.#versions.add(detached(sighting.version));
    switch (sighting.of) {
      case 'canary':
      case 'baseline':
        this[sighting.of].add(sighting);
        return;
      case 'unattributed':
        this.unattributed.add(sighting.error);
        return;
      case 'other':
        this.#others += 1;
        return;
      case 'unnamed':
        this.#unnamed += 1;
    }
  }

  /** Probes that came to an end. */
  get probes(): number {
    return this.#probes;
  }

  /** How often each version answered. */
  get versions(): ReadonlyMap<string, number> {
    return this.#versions.all;
  }

  /** Answers of versions that are not compared. */
  get others(): number {
    return this.#others;
  }

  /** Answers as expected that name no version. */
  get unnamed(): number {
    return this.#unnamed;
  }

  get sides(): Sides {
    return { canary: this.canary.side, baseline: this.baseline.side, unattributed: this.unattributed.total };
  }
}

class SideTally {
  readonly errors = new ErrorCounts();
  readonly latencies = new Latencies();
  #answers = 0;

  add({ error, ms }: Pick<Sighting & { readonly of: 'canary' | 'baseline' }, 'error' | 'ms'>): void {
    this.#answers += 1;
    if (error !== undefined) this.errors.add(error);
    if (ms !== undefined) this.latencies.add(ms);
  }

  get side(): Side {
    return { answers: this.#answers, errors: this.errors.total, latencies: this.latencies.sorted() };
  }
}

/** Errors by their label, and the last one in words. */
export class ErrorCounts {
  readonly #counts = new Map<string, number>();
  #last: string | undefined;

  add({ label, detail }: SightedError): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
    this.#last = detached(detail);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The most frequent first. */
  get byLabel(): readonly (readonly [string, number])[] {
    return [...this.#counts].sort(([, a], [, b]) => b - a);
  }

  /** What the last one was; foreign text may be in it. */
  get last(): string | undefined {
    return this.#last;
  }
}
