import { withRetry, type RetryOptions } from '#shared/aws/retry';
import { GithubFault } from './fault.ts';

export type Patience = Pick<RetryOptions, 'clock' | 'random' | 'signal'>;

/** Calls again what may go well in a moment, twice at most. */
export function patiently<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  const retryable = (error: unknown): boolean => error instanceof GithubFault && error.retryable;
  return withRetry(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}
