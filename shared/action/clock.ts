import { setTimeout as delay } from 'node:timers/promises';

/** Time as the logic sees it, so that every wait is testable without waiting. */
export interface Clock {
  /** Epoch milliseconds. May jump: use it for timestamps only. */
  now(): number;
  /** Milliseconds since an arbitrary start, never going back: use it to measure and for deadlines. */
  elapsed(): number;
  /**
   * Waits `ms` milliseconds.
   * @throws the signal's reason when it aborts first
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      // The platform wraps the reason in an AbortError of its own.
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
