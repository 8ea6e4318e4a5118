import type { Outcome } from '../result.ts';

/**
 * Outcomes from the worst to the best. First those after which a service may not be well or is not known to be, then those
 * that left it as it was, then the good ones.
 */
export const WORST_FIRST = [
  'failed',
  'timed-out',
  'cancelled',
  'rolled-back',
  'superseded',
  'paused',
  'started',
  'deployed',
  'dry-run',
  'unchanged',
] as const satisfies readonly Outcome[];

/** The outcome of a step by those of its services. */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'unchanged';
}
