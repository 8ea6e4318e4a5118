import type { RolloutMemory } from './memory.ts';
import { trimReason } from './reason.ts';
import { pausesOf, type HookView, type ServiceDeploymentView } from './service-deployment.ts';

/** What a service deployment says about the rollout it is. */
export type Finding =
  /** It goes on, or it cannot be seen. */
  | { readonly kind: 'open' }
  | { readonly kind: 'paused'; readonly hooks: readonly HookView[] }
  | { readonly kind: 'successful' }
  /** It is being taken back. */
  | { readonly kind: 'failing'; readonly reason: string; readonly alarms: readonly string[] }
  /** It was taken back. */
  | { readonly kind: 'returned'; readonly reason: string; readonly alarms: readonly string[] }
  /** It ended as it stood: replaced by a newer one, or failed with nobody to take it back. Which, it does not say. */
  | { readonly kind: 'stopped'; readonly reason: string }
  /** Taking it back failed too. */
  | { readonly kind: 'stuck'; readonly reason: string };

/**
 * Reads a service deployment. It never goes back to an earlier status, so what it says of an end holds, also where the
 * service is still shown as it was before. Statuses: API reference, ServiceDeployment.
 */
export function judgeServiceDeployment(
  deployment: ServiceDeploymentView | undefined,
  { answered }: Pick<RolloutMemory, 'answered'>,
): Finding {
  if (deployment === undefined) return { kind: 'open' };
  const { status, alarms } = deployment;
  const reason = failureReason(deployment) ?? withoutReason(status);
  switch (status) {
    case 'SUCCESSFUL':
      return { kind: 'successful' };
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return { kind: 'failing', reason, alarms };
    case 'ROLLBACK_SUCCESSFUL':
      return { kind: 'returned', reason, alarms };
    case 'ROLLBACK_FAILED':
      return { kind: 'stuck', reason: trimReason(deployment.reason) ?? 'Amazon ECS could not roll back' };
    case 'STOPPED':
      return { kind: 'stopped', reason };
    case 'IN_PROGRESS': {
      const hooks = pausesOf(deployment).filter(({ id }) => !answered.has(id));
      return hooks.length > 0 ? { kind: 'paused', hooks } : { kind: 'open' };
    }
    default:
      return { kind: 'open' };
  }
}

/** Nothing but a caller asks for a rollback: what ECS takes back by itself goes to ROLLBACK_IN_PROGRESS at once. */
function withoutReason(status: string): string {
  return status === 'ROLLBACK_REQUESTED'
    ? 'a rollback of its deployment was asked for (StopServiceDeployment)'
    : `its service deployment is ${status}, and Amazon ECS gives no reason`;
}

/** With the names of the alarms, which the reason does not have. */
function failureReason({ reason, alarms }: ServiceDeploymentView): string | undefined {
  const text = trimReason(reason);
  if (alarms.length === 0) return text;
  const named = `alarm ${alarms.join(', ')}`;
  return text === undefined ? `${named} went off` : `${text} (${named})`;
}
