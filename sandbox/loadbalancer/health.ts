import type { CheckFailure, Health, HealthCheckSettings } from './messages.ts';

export type CheckOutcome = { readonly kind: 'passed' } | CheckFailure;

/** What consecutive checks of a target add up to. */
export interface HealthRecord {
  readonly health: Health;
  /** Consecutive, up to the last check. */
  readonly passes: number;
  readonly failures: number;
}

export const newcomer: HealthRecord = { health: { state: 'initial' }, passes: 0, failures: 0 };

/**
 * Counts one check. A target changes its state after as many consecutive equal results as its threshold says, a new one too.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function observe(
  record: HealthRecord,
  outcome: CheckOutcome,
  thresholds: Pick<HealthCheckSettings, 'healthyThreshold' | 'unhealthyThreshold'>,
): HealthRecord {
  if (outcome.kind === 'passed') {
    const passes = record.passes + 1;
    const health: Health = passes >= thresholds.healthyThreshold ? { state: 'healthy' } : record.health;
    return { health, passes, failures: 0 };
  }
  const failures = record.failures + 1;
  const unhealthy = record.health.state === 'unhealthy' || failures >= thresholds.unhealthyThreshold;
  const health: Health = unhealthy ? { state: 'unhealthy', failure: outcome } : record.health;
  return { health, passes: 0, failures };
}

export function sameHealth(a: Health, b: Health): boolean {
  if (a.state !== 'unhealthy' || b.state !== 'unhealthy') return a.state === b.state;
  if (a.failure.kind === 'mismatch' && b.failure.kind === 'mismatch') return a.failure.status === b.failure.status;
  return a.failure.kind === b.failure.kind;
}
