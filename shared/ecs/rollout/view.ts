import type { EcsService } from '../api.ts';
import type { TaskSet } from '../primary-task-set.ts';

/** One entry of a service's `deployments`; where AWS CodeDeploy deploys, which leaves these empty, one of its task sets. */
export interface DeploymentView {
  /** `ecs-svc/…`; tasks carry it as `startedBy`. */
  readonly id: string;
  /** PRIMARY, ACTIVE, INACTIVE; DRAINING has been seen. */
  readonly status: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  /** Tasks that failed in a row. */
  readonly failed: number;
  /** IN_PROGRESS, COMPLETED, FAILED; undefined behind a Classic Load Balancer. */
  readonly rolloutState: string | undefined;
  readonly rolloutReason: string | undefined;
}

export interface EventView {
  readonly id: string;
  readonly message: string;
}

/** Where a service's tasks are registered: one load balancer, with two groups where traffic can be shifted. */
export interface LoadBalancerView {
  /** ARNs of target groups. */
  readonly groups: readonly string[];
  readonly container?: string | undefined;
  /** Port of the container, which is that of a target by address. */
  readonly port: number | undefined;
}

/** A service as one DescribeServices shows it. */
export interface ServiceView {
  readonly arn: string;
  /** ACTIVE, DRAINING, INACTIVE. */
  readonly status: string;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  readonly deployments: readonly DeploymentView[];
  /** Oldest first. ECS keeps the last 100. */
  readonly events: readonly EventView[];
  /** ARN of the service deployment that is, or was last, under way. */
  readonly serviceDeployment: string | undefined;
  /** ROLLING, BLUE_GREEN, CANARY, LINEAR; the SDK's list may grow, so this is any text. */
  readonly strategy: string;
  /** Without Classic Load Balancers. */
  readonly loadBalancers: readonly LoadBalancerView[];
  /** Whether ECS itself takes a failed deployment back (circuit breaker or alarms). */
  readonly rollsBack: boolean;
}

export function viewService(service: EcsService): ServiceView {
  const { deploymentCircuitBreaker: breaker, alarms } = service.deploymentConfiguration ?? {};
  return {
    arn: service.serviceArn ?? '',
    status: service.status ?? '',
    desired: service.desiredCount ?? 0,
    pending: service.pendingCount ?? 0,
    running: service.runningCount ?? 0,
    deployments: [
      ...(service.deployments ?? []).map((deployment) => ({
        id: deployment.id ?? '',
        status: deployment.status ?? '',
        taskDefinition: deployment.taskDefinition ?? '',
        desired: deployment.desiredCount ?? 0,
        pending: deployment.pendingCount ?? 0,
        running: deployment.runningCount ?? 0,
        failed: deployment.failedTasks ?? 0,
        rolloutState: deployment.rolloutState,
        rolloutReason: deployment.rolloutStateReason,
      })),
      ...(service.taskSets ?? []).map(viewTaskSet),
    ],
    events: (service.events ?? []).map(({ id = '', message = '' }) => ({ id, message })).reverse(),
    serviceDeployment: service.currentServiceDeployment,
    strategy: service.deploymentConfiguration?.strategy ?? 'ROLLING',
    loadBalancers: (service.loadBalancers ?? []).flatMap((balancer) => {
      const { targetGroupArn, containerName: container, containerPort: port } = balancer;
      const groups = [targetGroupArn, balancer.advancedConfiguration?.alternateTargetGroupArn].flatMap(
        (arn) => arn ?? [],
      );
      return groups.length > 0 ? [{ groups, container, port }] : [];
    }),
    rollsBack:
      (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true),
  };
}

/** Events of two watches, one after the other, each once. */
export function joinEvents(first: readonly EventView[], second: readonly EventView[]): readonly EventView[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...second.filter(({ id }) => !known.has(id))];
}

/** A task set has no rollout state of its own: the one that serves is the outcome of a deployment that was made. */
function viewTaskSet(taskSet: TaskSet): DeploymentView {
  return {
    id: taskSet.id ?? '',
    status: taskSet.status ?? '',
    taskDefinition: taskSet.taskDefinition ?? '',
    desired: taskSet.computedDesiredCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    running: taskSet.runningCount ?? 0,
    failed: 0,
    rolloutState: taskSet.status === 'PRIMARY' ? 'COMPLETED' : 'IN_PROGRESS',
    rolloutReason: undefined,
  };
}

export function primaryOf(service: ServiceView): DeploymentView | undefined {
  return service.deployments.find(({ status }) => status === 'PRIMARY');
}

/** Whether all tasks wanted run, of one deployment alone. */
export function isSteady(service: ServiceView): boolean {
  return service.deployments.length === 1 && service.pending === 0 && service.running === service.desired;
}
