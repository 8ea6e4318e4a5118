import { setTimeout as delay } from 'node:timers/promises';

/** The sandbox's only way to wait. AWS time can be compressed: at speed 20 an ECS tick of 10 s passes in 500 ms. */
export interface SandboxClock {
  /** How many milliseconds of AWS time pass in one millisecond of the wall clock. */
  readonly speed: number;
  /** Epoch milliseconds of the wall clock; timestamps in answers are never compressed. */
  now(): number;
  /**
   * Waits for `ms` milliseconds of AWS time.
   * @throws the signal's reason when `signal` aborts first
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export function systemClock(speed = 1): SandboxClock {
  if (!(speed > 0)) throw new RangeError(`speed must be greater than 0, got ${speed}`);
  return {
    speed,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      try {
        await delay(ms / speed, undefined, signal ? { signal } : {});
      } catch (error) {
        // timers/promises wraps the reason in its own AbortError; callers want the reason they gave.
        throw signal?.aborted ? signal.reason : error;
      }
    },
  };
}
