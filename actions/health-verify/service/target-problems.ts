import type { EcsTask } from '#shared/ecs/api';
import type { TargetView } from '#shared/ecs/load-balancer/api';
import { addressOf } from '#shared/ecs/rollout/health';
import type { LoadBalancerView } from '#shared/ecs/rollout/view';
import type { ServiceFacts } from './facts.ts';

/**
 * Why tasks that run are not healthy to their load balancers, phrases without a full stop. Each task has to have a
 * healthy target behind every load balancer, in one of its groups where traffic is shifted between two. Other targets
 * that drain are given no new connections, and do not matter.
 */
export function targetProblems(
  tasks: readonly EcsTask[],
  { loadBalancers, targets }: Pick<ServiceFacts, 'loadBalancers' | 'targets'>,
): readonly string[] {
  return loadBalancers.flatMap((balancer) => {
    const registered = balancer.groups.flatMap((group) => targets.get(group) ?? []);
    const named = tasks.every((task) => addressOf(task) !== undefined);
    return named
      ? tasks.flatMap((task) => problemOf(task, balancer, registered) ?? [])
      : instanceProblems(registered, tasks.length);
  });
}

function problemOf(task: EcsTask, { port }: LoadBalancerView, registered: readonly TargetView[]): string | undefined {
  const address = addressOf(task);
  const own = registered.filter((target) => target.id === address && target.port === port);
  if (own.some(({ state }) => state === 'healthy')) return undefined;
  return `target ${address ?? ''}:${port ?? ''} is ${own[0]?.state ?? 'not registered'}`;
}

/** Tasks that share the address of their instance cannot be told from one another: all targets have to be healthy. */
function instanceProblems(registered: readonly TargetView[], wanted: number): readonly string[] {
  const live = registered.filter(({ state }) => state !== 'draining' && state !== 'unused');
  const sick = live.filter(({ state }) => state !== 'healthy');
  if (sick.length > 0) return sick.map(({ id, port, state }) => `target ${id}:${port ?? ''} is ${state}`);
  return live.length < wanted ? [`${live.length} of ${wanted} targets registered`] : [];
}
