/** A server that names a new version in every answer must not fill the memory. */
const KEPT_VERSIONS = 50;

/** How often each version answered; beyond the first 50, all others together. */
export class VersionCounts {
  readonly #counts = new Map<string, number>();

  add(version: string): void {
    const key = this.#counts.has(version) || this.#counts.size < KEPT_VERSIONS ? version : '(others)';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  get all(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}
