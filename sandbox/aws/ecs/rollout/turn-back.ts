import type { EcsContext } from '../context.ts';
import type { Deployment, Service } from '../model.ts';
import { finish } from './deployments.ts';
import { tell } from './events.ts';

const breakerFailed = 'ECS deployment circuit breaker: tasks failed to start.';
const thresholdExceeded = 'because the circuit breaker threshold was exceeded.';

/** The circuit breaker tripped: the deployment has failed, and where there is something to go back to, ECS does. */
export function failDeployment(context: EcsContext, service: Service, rollBack: boolean): void {
  const [failed] = service.deployments;
  const [current] = service.serviceDeployments;
  if (!failed || !current) return;
  current.breakerTriggered = true;
  tell(context, service, `(deployment ${failed.id}) deployment failed: tasks failed to start.`);
  if (rollBack && service.lastCompleted) {
    goBack(context, service, {
      to: service.lastCompleted,
      failedReason: breakerFailed,
      primaryReason: `ECS deployment circuit breaker: rolling back to deploymentId ${service.lastCompleted.id}.`,
      statusReason: `Service deployment rolled back ${thresholdExceeded}`,
    });
    return;
  }
  markFailed(context, failed, breakerFailed);
  finish(context, service, {
    status: current.rollback ? 'ROLLBACK_FAILED' : 'STOPPED',
    reason: `Service deployment stopped ${thresholdExceeded}`,
  });
}

/** StopServiceDeployment ROLLBACK, carried out. The wording of the two reasons is not published. */
export function rollBackOnRequest(context: EcsContext, service: Service): void {
  const to = service.lastCompleted;
  if (!to) return;
  goBack(context, service, {
    to,
    failedReason: 'ECS deployment stopped by StopServiceDeployment.',
    primaryReason: `ECS deployment: rolling back to deploymentId ${to.id}.`,
    statusReason: 'Service deployment rolled back because of a StopServiceDeployment request.',
  });
}

interface WayBack {
  readonly to: Deployment;
  readonly failedReason: string;
  readonly primaryReason: string;
  readonly statusReason: string;
}

/**
 * The former deployment is PRIMARY again under its old id: a rollback makes no new deployment.
 *
 * That is what has been seen of the circuit breaker. StopServiceDeployment takes the same way here, since it reports the same
 * statuses on the same service deployment, and no capture shows it otherwise.
 */
function goBack(context: EcsContext, service: Service, way: WayBack): void {
  const now = context.clock.now();
  const [failed, ...others] = service.deployments;
  const [current] = service.serviceDeployments;
  if (!failed || !current) return;
  markFailed(context, failed, way.failedReason);
  failed.status = 'ACTIVE';
  failed.desiredCount = 0;
  const { to } = way;
  to.status = 'PRIMARY';
  to.rolloutState = 'IN_PROGRESS';
  to.rolloutStateReason = way.primaryReason;
  to.updatedAt = now;
  to.desiredCount = service.settings.desiredCount;
  to.failedTasks = 0;
  to.failureCount = 0;
  to.reachedRunning = false;
  service.deployments = [to, failed, ...others.filter((other) => other !== to)];
  service.lastCompleted = undefined;
  service.steadySince = undefined;
  current.status = 'ROLLBACK_IN_PROGRESS';
  current.statusReason = way.statusReason;
  current.rollback = { reason: way.statusReason, startedAt: now, to };
  current.updatedAt = now;
  tell(context, service, `rolling back to deployment ${to.id}.`);
}

function markFailed({ clock }: EcsContext, failed: Deployment, reason: string): void {
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = reason;
  failed.updatedAt = clock.now();
}
