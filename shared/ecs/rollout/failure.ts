import { eventsSince, type RolloutMemory } from './memory.ts';
import { primaryOf, type DeploymentView, type ServiceDeploymentView, type ServiceView } from './view.ts';

const ROLLBACK_STATUS = /^(?:ROLLBACK_(?!FAILED)|STOPPED$)/;

/** Why our deployment failed, as far as this look tells; undefined while nothing says that it did. */
export function failureOf(
  service: ServiceView,
  look: {
    readonly ours: DeploymentView | undefined;
    readonly serviceDeployment: ServiceDeploymentView | undefined;
    readonly memory: RolloutMemory;
  },
): string | undefined {
  const { ours, serviceDeployment, memory } = look;
  const events = eventsSince(memory, service).map(({ message }) => message);
  const event = events.find(
    (message) => message.includes(`${memory.deploymentId})`) && /deployment failed/i.test(message),
  );
  const told = event === undefined ? undefined : (/deployment failed:?\s*(.*?)\.?$/i.exec(event)?.[1] ?? '');
  if (ours?.rolloutState === 'FAILED' || told !== undefined) {
    return (
      trimReason(ours?.rolloutState === 'FAILED' ? ours.rolloutReason : undefined) ??
      trimReason(told) ??
      'Amazon ECS calls the deployment FAILED'
    );
  }
  if (serviceDeployment !== undefined && ROLLBACK_STATUS.test(serviceDeployment.status)) {
    return trimReason(serviceDeployment.reason) ?? `its service deployment is ${serviceDeployment.status}`;
  }
  const primary = primaryOf(service);
  if (primary === undefined || primary.id === memory.deploymentId) return undefined;
  const announced = events.find(
    (message) => /rolling back to deployment/i.test(message) && message.includes(primary.id),
  );
  const says = /rolling back/i.test(primary.rolloutReason ?? '') ? primary.rolloutReason : undefined;
  return trimReason(says) ?? (announced === undefined ? undefined : 'Amazon ECS is rolling it back');
}

/** Without the full stop, since reasons become part of sentences; undefined when nothing is left. */
export function trimReason(reason: string | undefined): string | undefined {
  const text = reason?.trim().replace(/\.$/, '');
  return text === '' ? undefined : text;
}
