import type { EcsContext } from '../context.ts';
import type { Deployment, Service, ServiceDeployment } from '../model.ts';
import { finish, deploymentOf, requestStop } from './deployments.ts';
import { tell } from './events.ts';
import { rollbackTarget } from './observe-deployment.ts';
import { turnStagesBack } from './stage-run.ts';
import type { Cause } from './view.ts';

interface Wording {
  /** How the event begins: `(deployment X) deployment failed: …`; somebody's own request is no failure. */
  readonly event?: string;
  /** `rolloutStateReason` of the deployment given up: `ECS deployment <subject>: <failed>`. */
  readonly subject: string;
  readonly failed: string;
  /** `Service deployment rolled back because …` */
  readonly because: string;
}

/** Published are the circuit breaker's words, and `alarm detected`. The others follow them. */
const wordings: Readonly<Record<Cause, Wording>> = {
  breaker: {
    event: 'tasks failed to start.',
    subject: 'circuit breaker',
    failed: 'tasks failed to start.',
    because: 'the circuit breaker threshold was exceeded.',
  },
  alarm: {
    event: 'alarm detected.',
    subject: 'alarm',
    failed: 'alarm detected.',
    because: 'an alarm was detected.',
  },
  hook: {
    event: 'lifecycle hook failed.',
    subject: 'lifecycle hook',
    failed: 'lifecycle hook failed.',
    because: 'a lifecycle hook asked for it or failed.',
  },
  traffic: {
    event: 'traffic could not be shifted.',
    subject: 'traffic shift',
    failed: 'traffic could not be shifted.',
    because: 'traffic could not be shifted.',
  },
  'time-limit': {
    event: 'timed out.',
    subject: 'time limit',
    failed: 'timed out.',
    because: 'it timed out.',
  },
  request: {
    subject: 'stop request',
    failed: 'stopped by StopServiceDeployment.',
    because: 'of a StopServiceDeployment request.',
  },
};

/** Gives the deployment under way up, and goes back where that is wanted and there is something to go back to. */
export function failDeployment(
  context: EcsContext,
  service: Service,
  { cause, rollBack }: { readonly cause: Cause; readonly rollBack: boolean },
): void {
  const [failed] = service.deployments;
  const [record] = service.serviceDeployments;
  if (!failed || !record) return;
  const { because, event, failed: how, subject } = wordings[cause];
  if (cause === 'breaker') record.breakerTriggered = true;
  if (event !== undefined) tell(context, service, `(deployment ${failed.id}) deployment failed: ${event}`);
  markFailed(context, failed, `ECS deployment ${subject}: ${how}`);
  const target = rollbackTarget(service, record);
  if (rollBack && target) {
    goBack(context, service, { record, failed, target, subject, because });
  } else if (record.rollback) {
    finish(context, service, {
      record,
      status: 'ROLLBACK_FAILED',
      reason: `Service deployment stopped because ${because}`,
    });
  } else {
    requestStop(context, record, `Service deployment stopped because ${because}`);
  }
}

interface WayBack {
  readonly record: ServiceDeployment;
  readonly failed: Deployment;
  readonly target: Deployment;
  readonly subject: string;
  readonly because: string;
}

/**
 * The former deployment is PRIMARY again under its old id: a rollback makes no new deployment, unless that is what is to be tried.
 *
 * The old id is what has been seen of the circuit breaker. The other causes take the same way here, since they report the same
 * statuses on the same service deployment, and no capture shows it otherwise.
 */
function goBack(context: EcsContext, service: Service, way: WayBack): void {
  const { failed, record } = way;
  const now = context.clock.now();
  failed.status = 'ACTIVE';
  failed.desiredCount = 0;
  const to = primaryAgain(context, service, way);
  to.rolloutStateReason = `ECS deployment ${way.subject}: rolling back to deploymentId ${to.id}.`;
  service.deployments = [to, ...service.deployments.filter((other) => other !== to)];
  service.lastCompleted = undefined;
  service.steadySince = undefined;
  const reason = `Service deployment rolled back because ${way.because}`;
  record.status = 'ROLLBACK_IN_PROGRESS';
  record.statusReason = reason;
  record.rollback = { reason, startedAt: now, to };
  record.updatedAt = now;
  tell(context, service, `rolling back to deployment ${to.id}.`);
  if (record.stages) turnStagesBack(context, service, { record, run: record.stages, target: to });
}

function primaryAgain(context: EcsContext, service: Service, { record, target }: WayBack): Deployment {
  if (context.unsure.rollbackDeploymentId === 'new' && !record.stages) {
    return deploymentOf(context, service, target.revision);
  }
  target.status = 'PRIMARY';
  target.rolloutState = 'IN_PROGRESS';
  target.updatedAt = context.clock.now();
  target.desiredCount = service.settings.desiredCount;
  target.failedTasks = 0;
  target.failureCount = 0;
  target.reachedRunning = false;
  return target;
}

function markFailed({ clock }: EcsContext, failed: Deployment, reason: string): void {
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = reason;
  failed.updatedAt = clock.now();
}
