import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import type { LogPlace } from '../diagnosis/log-place.ts';

export interface LogPageRequest extends LogPlace {
  /** Token of the page before; undefined for the first one. */
  readonly after: string | undefined;
}

/** One page of a log stream, oldest line first. The same token again means that there is no more yet. */
export type LogPages = (
  request: LogPageRequest,
) => Promise<{ readonly lines: readonly string[]; readonly after: string | undefined }>;

/** At most so many pages a look: a program that writes without end must not hold up the look at its task. */
const PAGES = 20;

/**
 * Follows a log stream that is being written. What it cannot read is said once and done without: a task is judged by
 * its exit code, not by its log.
 */
export class LogFollower {
  readonly #pages: LogPages;
  readonly #place: LogPlace;
  readonly #print: (line: string) => void;
  readonly #onMissing: (why: string) => void;
  #after: string | undefined;
  #lines = 0;
  #missing = false;

  constructor(
    pages: LogPages,
    place: LogPlace,
    tell: { readonly print: (line: string) => void; readonly onMissing: (why: string) => void },
  ) {
    this.#pages = pages;
    this.#place = place;
    this.#print = tell.print;
    this.#onMissing = tell.onMissing;
  }

  /** Lines printed so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Prints what is new. Never rejects but for a cancelled job. */
  async read(signal?: AbortSignal): Promise<void> {
    for (let page = 0; page < PAGES && !this.#missing; page += 1) {
      const before = this.#after;
      try {
        const { lines, after } = await this.#pages({ ...this.#place, after: before });
        this.#after = after;
        for (const line of lines) this.#print(line);
        this.#lines += lines.length;
        if (after === before || (before === undefined && lines.length === 0)) return;
      } catch (error) {
        signal?.throwIfAborted();
        this.#unread(error);
        return;
      }
    }
  }

  #unread(error: unknown): void {
    const kind = faultKind(error);
    // The stream is made with the first line; the others pass.
    if (kind === 'not-found' || kind === 'throttled' || kind === 'transient') return;
    this.#missing = true;
    const { group } = this.#place;
    this.#onMissing(
      kind === 'denied'
        ? `this job's role needs logs:GetLogEvents on ${group}`
        : `${group} cannot be read: ${errorMessage(error)}`,
    );
  }
}
