import type { Clock } from '#shared/action/clock';
import type { EcsApi } from '#shared/ecs/api';
import { sameRevision } from '#shared/ecs/names';
import { readUnderWay } from '#shared/ecs/rollout/under-way';
import type { Found } from '../scene.ts';
import type { Replaced } from '../target/search.ts';

/** The only other release of the service; where none of it is left, what was completed before the current one. */
export function replacedBy(
  { service, view, current, from, ref }: Pick<Found, 'service' | 'view' | 'current' | 'from' | 'ref'>,
  { api, clock }: { readonly api: EcsApi; readonly clock: Clock },
): Replaced | undefined {
  const others = view.deployments.filter(({ id }) => id !== current.id);
  // What bakes beside the tasks it replaces may be called completed.
  const mayBake = view.strategy !== 'ROLLING' && others.length > 0;
  if ((current.rolloutState !== 'IN_PROGRESS' && !mayBake) || others.length > 1) return undefined;
  const [other] = others;
  const taskDefinition = other?.taskDefinition ?? from.previous;
  if (taskDefinition === undefined || sameRevision(taskDefinition, current.taskDefinition)) return undefined;
  return {
    taskDefinition,
    serves: other !== undefined && view.desired > 0 && other.running >= view.desired,
    confirm: async (target) => {
      const at = clock.elapsed();
      const underWay = await readUnderWay(api, { service, current }, { ref, target });
      if (underWay?.kind !== 'stoppable') return undefined;
      return { since: underWay.since, stoppable: { arn: underWay.arn, at } };
    },
  };
}

/**
 * Whether a rollback to the current release may be under way. It leaves what was deployed after the current one had been,
 * and so after that was registered, unless that was registered again for it, as its record says. Most of the time nothing
 * has to be asked to know that there is none.
 */
export function mayTurnBack({
  service,
  view,
  current,
  from,
}: Pick<Found, 'service' | 'view' | 'current' | 'from'>): boolean {
  const { registeredAt, restored } = from;
  if (restored !== undefined) return view.deployments.length > 1;
  return (service.deployments ?? [])
    .filter(({ id }) => id !== current.id)
    .some(({ createdAt }) => registeredAt === undefined || createdAt === undefined || createdAt >= registeredAt);
}
