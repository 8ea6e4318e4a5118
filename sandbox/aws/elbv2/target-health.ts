import type { CheckFailure, Health } from '#sandbox/loadbalancer/messages';
import type { TargetHealth } from '../target-groups.ts';

/** Where a target stands between the API and the load balancer process. */
export type TargetStatus =
  /** No listener forwards to the group: nothing is checked. */
  | { readonly state: 'unused' }
  /** On its way to the load balancer process. */
  | { readonly state: 'registering' }
  | Health
  | { readonly state: 'draining' };

export type WordedHealth = Omit<TargetHealth, 'target'>;

/**
 * A status in AWS's words.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/check-target-health.html
 */
export function wordHealth(status: TargetStatus): WordedHealth {
  switch (status.state) {
    case 'healthy':
      return { state: 'healthy' };
    case 'registering':
      return {
        state: 'initial',
        reason: 'Elb.RegistrationInProgress',
        description: 'Target registration is in progress',
      };
    case 'initial':
      return {
        state: 'initial',
        reason: 'Elb.InitialHealthChecking',
        description: 'Initial health checks in progress',
      };
    case 'unhealthy':
      return { state: 'unhealthy', ...wordFailure(status.failure) };
    case 'draining':
      return {
        state: 'draining',
        reason: 'Target.DeregistrationInProgress',
        description: 'Target deregistration is in progress',
      };
    case 'unused':
      return {
        state: 'unused',
        reason: 'Target.NotInUse',
        description: 'Target group is not configured to receive traffic from the load balancer',
      };
  }
}

/** What DescribeTargetHealth says of a target it was asked for and does not have. */
export const notRegistered: WordedHealth = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};

function wordFailure(failure: CheckFailure): Pick<WordedHealth, 'reason' | 'description'> {
  switch (failure.kind) {
    case 'mismatch':
      return {
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${failure.status}]`,
      };
    case 'timeout':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    case 'error':
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}
