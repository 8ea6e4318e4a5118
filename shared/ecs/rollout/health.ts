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
 * every load balancer of the service. A task's target is told by its address, or by its instance and the port it has
 * there, so that the tasks of another deployment in the same group do not count.
 */
export function countHealthy(
  tasks: readonly EcsTask[],
  around: {
    readonly hasHealthCheck: boolean;
    readonly loadBalancers: readonly LoadBalancerView[];
    /** By the ARN of the target group. */
    readonly targets: ReadonlyMap<string, readonly TargetView[]>;
    /** EC2 instances by container instance, for tasks without an address of their own. */
    readonly instances?: ReadonlyMap<string, string>;
  },
): number {
  const { hasHealthCheck, loadBalancers, targets, instances = new Map<string, string>() } = around;
  return tasks.filter((task) => {
    if (!runs(task, hasHealthCheck)) return false;
    return loadBalancers.every((balancer) => {
      const { id, port } = targetOf(task, balancer, instances);
      return balancer.groups
        .flatMap((group) => targets.get(group) ?? [])
        .some((target) => target.id === id && target.port === port && target.state === 'healthy');
    });
  }).length;
}

/**
 * How a task is registered behind a load balancer. With bridge and host networking that is its instance and the port of
 * the host, which is the container's own where nothing maps it. Reference: ECS developer guide, "Use load balancing to
 * distribute Amazon ECS service traffic"; API reference, NetworkBinding.
 */
function targetOf(
  task: EcsTask,
  { container, port }: LoadBalancerView,
  instances: ReadonlyMap<string, string>,
): { readonly id: string | undefined; readonly port: number | undefined } {
  const address = addressOf(task);
  if (address !== undefined) return { id: address, port };
  const bindings = (task.containers ?? [])
    .filter(({ name }) => container === undefined || name === container)
    .flatMap(({ networkBindings = [] }) => networkBindings);
  const hostPort = bindings.find(({ containerPort }) => containerPort === port)?.hostPort;
  return { id: instances.get(task.containerInstanceArn ?? ''), port: hostPort ?? port };
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
