import type { Clock } from '#shared/action/clock';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test moves it, or that jumps from sleep to sleep by itself. */
export class FakeClock implements Clock {
  #now: number;
  readonly #start: number;
  readonly #auto: boolean;
  readonly #sleepers = new Set<Sleeper>();
  /** Every sleep asked for, in milliseconds, in order. */
  readonly sleeps: number[] = [];

  /** With `auto`, a sleep moves the time on and resolves at once. */
  constructor(options: { readonly now?: number; readonly auto?: boolean } = {}) {
    this.#now = this.#start = options.now ?? Date.parse('2026-01-01T00:00:00Z');
    this.#auto = options.auto ?? false;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now - this.#start;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    if (this.#auto) {
      this.#now += ms;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const sleeper: Sleeper = { wakeAt: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  /** Moves the time on, waking sleepers in order and letting what they wake run. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    for (;;) {
      const next = [...this.#sleepers].filter(({ wakeAt }) => wakeAt <= target).sort((a, b) => a.wakeAt - b.wakeAt)[0];
      if (next === undefined) break;
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
      await settle();
    }
    this.#now = target;
    await settle();
  }
}

/** Lets promise chains that are ready run to their next wait. */
async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
