import type {
  Deployment,
  RevisionSummary,
  Service,
  ServiceDeployment,
  ServiceDeploymentCounts,
  StageRun,
  Task,
} from '../model.ts';
import { breakerThreshold } from './breaker.ts';
import { sharesOf } from './traffic.ts';

export interface Counts {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
}

/** Tasks of one deployment as DescribeServices counts them: those that are to stop are in neither column. */
export function countsOf(deployment: Deployment, service: Service, tasks: readonly Task[]): Counts {
  const active = tasks.filter((task) => task.owner?.deployment === deployment && !task.stop);
  const running = active.filter((task) => task.lastStatus === 'RUNNING').length;
  const listed = service.deployments.includes(deployment);
  return {
    desired: listed ? desiredOf(deployment, service, active.length) : 0,
    running,
    pending: active.length - running,
  };
}

/** What a superseded deployment still runs is what it is still wanted to run. */
function desiredOf(deployment: Deployment, service: Service, active: number): number {
  if (deployment.status === 'PRIMARY' || deployment === service.lastCompleted) return deployment.desiredCount;
  return deployment.rolloutState === 'FAILED' ? 0 : active;
}

/** @param stages of the service deployment under way, when it has some */
export function revisionSummary(
  deployment: Deployment,
  service: Service,
  { tasks, stages }: { readonly tasks: readonly Task[]; readonly stages: StageRun | undefined },
): RevisionSummary {
  const { desired, running, pending } = countsOf(deployment, service, tasks);
  return {
    arn: deployment.revision.arn,
    requestedTaskCount: desired,
    runningTaskCount: running,
    pendingTaskCount: pending,
    ...(stages ? sharesOf(stages, deployment) : {}),
  };
}

export function countsNow(
  record: ServiceDeployment,
  service: Service,
  tasks: readonly Task[],
): ServiceDeploymentCounts {
  const { configuration, deployment, sources, stages } = record;
  const summary = (each: Deployment): RevisionSummary => revisionSummary(each, service, { tasks, stages });
  return {
    target: summary(deployment),
    sources: sources.map(summary),
    failureCount: deployment.failureCount,
    threshold: breakerThreshold(configuration.breaker, service.settings.desiredCount),
  };
}
