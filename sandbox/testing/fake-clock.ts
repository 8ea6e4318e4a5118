import { setImmediate as macrotask } from 'node:timers/promises';
import type { SandboxClock } from '../clock.ts';

interface Sleeper {
  readonly due: number;
  readonly order: number;
  readonly wake: () => void;
}

export interface FakeClockOptions {
  /** Epoch milliseconds of the first instant. */
  readonly start?: number;
  readonly speed?: number;
}

/**
 * A clock that stands still until a test moves it.
 *
 * `advance` wakes the sleepers that fall due in the order of their time (then of their arrival) and lets everything each
 * of them sets off come to rest before the next one wakes, so a test sees one history only.
 */
export class FakeClock implements SandboxClock {
  readonly speed: number;
  readonly #sleepers = new Set<Sleeper>();
  #now: number;
  #arrivals = 0;

  constructor(options: FakeClockOptions = {}) {
    this.speed = options.speed ?? 1;
    this.#now = options.start ?? Date.UTC(2026, 0, 1);
  }

  now(): number {
    return this.#now;
  }

  /** How many callers are asleep: 0 after a clean shutdown. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const sleeper: Sleeper = {
      due: this.#now + ms / this.speed,
      order: this.#arrivals++,
      wake: () => {
        resolve(undefined);
      },
    };
    const abort = (): void => {
      this.#sleepers.delete(sleeper);
      // The contract hands back the reason the caller gave, whatever it is.
      reject(signal?.reason);
    };
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Lets `ms` milliseconds of AWS time pass. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms / this.speed;
    await this.settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.wake();
      await this.settle();
    }
    this.#now = end;
  }

  /** Lets promises that are already decided run their course, without moving the time. */
  async settle(): Promise<void> {
    await macrotask();
  }

  #next(end: number): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (sleeper.due > end) continue;
      if (!first || sleeper.due < first.due || (sleeper.due === first.due && sleeper.order < first.order))
        first = sleeper;
    }
    return first;
  }
}
