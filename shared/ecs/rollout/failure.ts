import type { Finding } from './judge-service-deployment.ts';
import { eventsSince, type RolloutMemory } from './memory.ts';
import { trimReason } from './reason.ts';
import { primaryOf, type DeploymentView, type ServiceView } from './view.ts';

/** Why our deployment failed, as far as this look tells; undefined while nothing says that it did. */
export function failureOf(
  service: ServiceView,
  look: {
    readonly ours: DeploymentView | undefined;
    readonly finding: Finding;
    readonly memory: RolloutMemory;
  },
): string | undefined {
  const { ours, finding, memory } = look;
  const isBack = finding.kind === 'failing' || finding.kind === 'returned';
  // Only it has the names of the alarms.
  if (isBack && finding.alarms.length > 0) return finding.reason;
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
  if (isBack) return finding.reason;
  const primary = primaryOf(service);
  if (primary === undefined || primary.id === memory.deploymentId) return undefined;
  const announced = events.find((message) => announcesWayBack(message, primary.id));
  const says = /rolling back/i.test(primary.rolloutReason ?? '') ? primary.rolloutReason : undefined;
  return trimReason(says) ?? (announced === undefined ? undefined : 'Amazon ECS is rolling it back');
}

/** Whether an event says that ECS takes a deployment back to this one. */
export function announcesWayBack(message: string, deploymentId: string): boolean {
  return /rolling back to deployment/i.test(message) && message.includes(deploymentId);
}
