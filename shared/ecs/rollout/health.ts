import type { EcsTask } from '../api.ts';
import type { TargetView } from '../load-balancer/api.ts';
import type { LoadBalancerView } from './view.ts';

/** How many tasks of a rollout are healthy, of how many there are to be. */
export interface HealthView {
  readonly healthy: number;
  readonly wanted: number;
}

/**
 * Counts the tasks that run, pass their containers' health checks where there are any, and have a healthy target behind
 * every load balancer of the service. A task's target is told by its address, so that the tasks of another deployment
 * in the same group do not count.
 */
export function countHealthy(
  tasks: readonly EcsTask[],
  around: {
    readonly hasHealthCheck: boolean;
    readonly loadBalancers: readonly LoadBalancerView[];
    /** By the ARN of the target group. */
    readonly targets: ReadonlyMap<string, readonly TargetView[]>;
  },
): number {
  const { hasHealthCheck, loadBalancers, targets } = around;
  return tasks.filter((task) => {
    if (!runs(task, hasHealthCheck)) return false;
    const address = addressOf(task);
    return loadBalancers.every(({ groups, port }) =>
      groups
        .flatMap((group) => targets.get(group) ?? [])
        .some((target) => target.id === address && target.port === port && target.state === 'healthy'),
    );
  }).length;
}

/** Without its target: such a task may still be refused by the load balancer. */
export function runs({ lastStatus, healthStatus }: EcsTask, hasHealthCheck: boolean): boolean {
  return lastStatus === 'RUNNING' && (!hasHealthCheck || healthStatus === 'HEALTHY');
}

/** The address of the task's own network interface; undefined for tasks that share that of their instance. */
export function addressOf({ attachments = [] }: EcsTask): string | undefined {
  return attachments
    .flatMap(({ details = [] }) => details)
    .find(({ name }) => name === 'privateIPv4Address' || name === 'privateIPv6Address')?.value;
}
