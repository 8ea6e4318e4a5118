import { faultKind } from '#shared/aws/faults';

/**
 * Readings that are done without where they are refused (a missing permission, an older region): that is said once
 * through `onMissing`, and they are not asked for again.
 */
export class OptionalReads {
  readonly #onMissing: (what: string, error: unknown) => void;
  readonly #missing = new Set<string>();

  constructor(onMissing: (what: string, error: unknown) => void) {
    this.#onMissing = onMissing;
  }

  /** Undefined when it could not be read this time, or never can. */
  async read<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    if (this.#missing.has(what)) return undefined;
    try {
      return await read();
    } catch (error) {
      const kind = faultKind(error);
      if (kind === 'throttled' || kind === 'transient' || kind === 'conflict') return undefined;
      // Cancelled jobs and lost credentials concern more than this one reading.
      if (kind === 'unknown' || kind === 'credentials') throw error;
      this.#missing.add(what);
      this.#onMissing(what, error);
      return undefined;
    }
  }
}
