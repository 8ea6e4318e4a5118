import type { EcsApi, EcsService, EcsTask, ServiceRef } from '#shared/ecs/api';
import type { TargetView } from '#shared/ecs/load-balancer/api';
import { addressOf } from '#shared/ecs/rollout/health';

/** A service, its tasks that are to run, and the targets of all its groups. */
export interface Around {
  readonly service: EcsService;
  readonly tasks: readonly EcsTask[];
  readonly targets: readonly TargetView[];
}

/**
 * Tasks of a rolling deployment that were told to stop and still get traffic: ECS deregisters a target some seconds after
 * it has told its task to stop, and until then the task is no longer listed as one that is to run, though requests go to
 * it. Asked only where there are targets in service that none of the running tasks has. Tasks that share the address of
 * their instance cannot be told apart, and are not looked for.
 * @throws what the calls throw
 */
export async function leavingTasks(
  ecs: Pick<EcsApi, 'stoppedTasks'>,
  ref: ServiceRef,
  { service, tasks, targets }: Around,
): Promise<readonly EcsTask[]> {
  const { deployments = [], deploymentConfiguration } = service;
  if (deployments.length === 0 || (deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING') return [];
  const known = new Set(tasks.flatMap((task) => addressOf(task) ?? []));
  if (known.size === 0) return [];
  const strangers = new Set(targets.flatMap(({ id, state }) => (state === 'healthy' && !known.has(id) ? [id] : [])));
  if (strangers.size === 0) return [];
  const stopping = await ecs.stoppedTasks(ref);
  return stopping.filter((task) => task.lastStatus !== 'STOPPED' && strangers.has(addressOf(task) ?? ''));
}
