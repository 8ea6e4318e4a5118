/**
 * Times of answers, counted by whole milliseconds: exact percentiles in a memory that grows with the slowest answer,
 * not with their number.
 */
export class Latencies {
  readonly #counts = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `ms` must be whole. */
  add(ms: number): void {
    this.#counts.set(ms, (this.#counts.get(ms) ?? 0) + 1);
    this.#count += 1;
  }

  /** Milliseconds and how many answers took them, the quickest first. */
  sorted(): readonly LatencyCount[] {
    return [...this.#counts].map(([ms, count]) => ({ ms, count })).sort((a, b) => a.ms - b.ms);
  }

  /** Milliseconds within which `share` (0 to 1) of the answers came, by nearest rank; undefined when there is none. */
  percentileMs(share: number): number | undefined {
    return percentileOf(this.sorted(), share);
  }
}

export interface LatencyCount {
  readonly ms: number;
  readonly count: number;
}

/** By nearest rank, so it is always a time that was measured; undefined of nothing. `sorted` ascends. */
export function percentileOf(sorted: readonly LatencyCount[], share: number): number | undefined {
  const rank = Math.max(1, Math.ceil(share * countAbove(sorted, -Infinity)));
  let passed = 0;
  return sorted.find(({ count }) => (passed += count) >= rank)?.ms;
}

/** How many took longer than `limitMs`. */
export function countAbove(counts: readonly LatencyCount[], limitMs: number): number {
  return counts.reduce((sum, { ms, count }) => (ms > limitMs ? sum + count : sum), 0);
}
