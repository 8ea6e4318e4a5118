import type { CircuitBreaker } from './strategy.ts';

/** That many failures in a row are no accident. */
export const fewestFailures = 3;

/**
 * How many failures trip the deployment circuit breaker at this desired count.
 * Developer guide, "How the Amazon ECS deployment circuit breaker detects failures".
 */
export function breakerThreshold({ threshold }: CircuitBreaker, desiredCount: number): number {
  const share = Math.ceil((threshold.value / 100) * desiredCount);
  switch (threshold.type) {
    case 'COUNT':
      return threshold.value;
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, share);
    case 'BOUNDED_PERCENT':
      return Math.min(Math.max(share, fewestFailures), 200);
  }
}

/** The wait before the next launch after `failures` tasks in a row that never reached RUNNING, in milliseconds of AWS time. */
export function launchBackOff(failures: number, steps: readonly number[]): number {
  return failures === 0 ? 0 : (steps[Math.min(failures, steps.length) - 1] ?? 0);
}
