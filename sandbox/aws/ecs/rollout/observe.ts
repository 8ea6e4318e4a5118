import type { TargetHealth } from '#sandbox/aws/target-groups';
import type { EcsContext } from '../context.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { hasHealthCheck, taskHealth } from '../tasks/health.ts';
import { healthOf } from '../tasks/target-health.ts';
import type { HealthSource } from '../tasks/target-health.ts';
import { elapsed } from '../time.ts';
import { timings } from '../timings.ts';
import { fewestFailures } from './breaker.ts';
import { bakeOf, isRolledBack, stagesView, whatIsAgainst } from './observe-deployment.ts';
import type { DeploymentView, ServiceView, TaskState } from './view.ts';

export interface Sight extends Pick<EcsContext, 'clock'> {
  readonly targetGroups: HealthSource;
}

/** What is wrong with a running task, and who says so. */
export type Complaint =
  | { readonly from: 'container' }
  | { readonly from: 'load-balancer'; readonly reason: string; readonly port: number; readonly targetGroupArn: string };

/**
 * What health checks have against a running task. During the grace period nothing they say counts, be they the load
 * balancer's or the containers' own (API reference, healthCheckGracePeriodSeconds).
 */
export function complaintAbout(task: Task, sight: Sight): Complaint | undefined {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return undefined;
  const grace = task.owner?.service.settings.healthCheckGracePeriodSeconds ?? 0;
  if (elapsed(sight.clock, task.startedAt) < grace * 1000) return undefined;
  if (taskHealth(task) === 'UNHEALTHY') return { from: 'container' };
  for (const { targetGroupArn, health } of healthOfTargets(task, sight)) {
    if (health?.state !== 'unhealthy') continue;
    const reason = health.description ?? 'Health checks failed';
    return { from: 'load-balancer', reason, port: health.target.port, targetGroupArn };
  }
  return undefined;
}

export function taskState(task: Task, sight: Sight): TaskState {
  if (task.stop) return task.registration === 'registered' ? 'leaving' : 'gone-soon';
  if (task.lastStatus !== 'RUNNING') return task.registration === 'due' ? 'due' : 'starting';
  if (complaintAbout(task, sight)) return 'unhealthy';
  return isHealthy(task, sight) ? 'healthy' : 'running';
}

function isHealthy(task: Task, sight: Sight): boolean {
  const { clock } = sight;
  const checked = hasHealthCheck(task);
  if (checked && taskHealth(task) !== 'HEALTHY') return false;
  if (task.targets.length > 0) return healthOfTargets(task, sight).every(({ health }) => health?.state === 'healthy');
  return checked || elapsed(clock, task.startedAt ?? clock.now()) >= timings.healthyWithoutChecks;
}

function healthOfTargets(
  task: Task,
  { targetGroups }: Sight,
): readonly { readonly targetGroupArn: string; readonly health: TargetHealth | undefined }[] {
  return task.targets.map(({ targetGroupArn, target }) => ({
    targetGroupArn,
    health: healthOf(targetGroups, targetGroupArn, target),
  }));
}

/** The snapshot the plan is made from; undefined when there is nothing to schedule. */
export function observe(service: Service, tasks: readonly Task[], sight: Sight): ServiceView | undefined {
  const [primary, ...others] = service.deployments;
  if (!primary || service.status === 'INACTIVE') return undefined;
  const { settings, steadySince } = service;
  const { minimumHealthyPercent, maximumPercent } = settings.deploymentConfiguration;
  const [current] = service.serviceDeployments;
  const byDeployment = Map.groupBy(tasks, (task) => task.owner?.deployment);
  const look = (deployment: Deployment): DeploymentView =>
    deploymentView(deployment, service, { tasks: byDeployment.get(deployment) ?? [], sight });
  const against = current && whatIsAgainst(service, current, sight);
  return {
    draining: service.status === 'DRAINING',
    desiredCount: settings.desiredCount,
    minimumHealthyPercent,
    maximumPercent,
    primary: look(primary),
    others: others.map(look),
    pending: current?.status === 'PENDING',
    against,
    rollsBack: current !== undefined && against !== undefined && isRolledBack(service, current, against),
    rollingBack: current?.rollback !== undefined,
    bake: current ? bakeOf(current, sight) : 'none',
    earlySuccess: current?.rollback ? undefined : current?.configuration.earlySuccess,
    stages: current && stagesView(current, primary, sight),
    steadyIsNews: steadySince === undefined || elapsed(sight.clock, steadySince) >= timings.repeatEvent,
  };
}

function deploymentView(
  deployment: Deployment,
  service: Service,
  { tasks, sight }: { readonly tasks: readonly Task[]; readonly sight: Sight },
): DeploymentView {
  return {
    id: deployment.id,
    rolloutState: deployment.rolloutState,
    keepsTasks:
      deployment.status === 'PRIMARY' ? deployment.rolloutState !== 'FAILED' : deployment === service.lastCompleted,
    desiredCount: deployment.desiredCount,
    failing: deployment.failedTasks >= fewestFailures,
    launchable: sight.clock.now() >= deployment.launchableAt,
    tasks: tasks.map((task) => ({ id: task.id, state: taskState(task, sight) })),
  };
}
