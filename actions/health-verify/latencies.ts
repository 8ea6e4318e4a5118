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

  /** Milliseconds within which `share` (0 to 1) of the answers came, by nearest rank; undefined when there is none. */
  percentileMs(share: number): number | undefined {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let passed = 0;
    for (const [ms, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      passed += count;
      if (passed >= rank) return ms;
    }
    return undefined;
  }
}
