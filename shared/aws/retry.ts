import type { Clock } from '#shared/action/clock';
import { isRetryable } from './faults.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  /** Tries in all, the first included. Default 8. */
  readonly attempts?: number;
  /** Milliseconds; the wait before try n is random between 0 and `baseMs · 2^n`, at most `capMs`. Default 500 and 10000. */
  readonly baseMs?: number;
  readonly capMs?: number;
  /** Default: throttling, server faults, network errors and conflicts. */
  readonly retryable?: (error: unknown) => boolean;
  readonly onRetry?: (error: unknown, waitMs: number) => void;
}

/**
 * Calls `call` until it succeeds or fails for good: for calls that the SDK's own few attempts cannot carry, such as
 * RegisterTaskDefinition (1 a second for an account) or a revision conflict, which the SDK does not retry at all.
 * Full jitter, so that parallel jobs do not meet again (AWS Builders' Library, "Timeouts, retries and backoff with jitter").
 * @throws the last error
 */
export async function withRetry<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const {
    clock,
    random,
    signal,
    attempts = 8,
    baseMs = 500,
    capMs = 10_000,
    retryable = isRetryable,
    onRetry,
  } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !retryable(error)) throw error;
      const waitMs = random() * Math.min(capMs, baseMs * 2 ** attempt);
      onRetry?.(error, waitMs);
      await clock.sleep(waitMs, signal);
    }
  }
}
