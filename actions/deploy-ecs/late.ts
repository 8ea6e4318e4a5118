import type { Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { headline } from '#shared/ecs/diagnosis/render';
import { revisionName } from '#shared/ecs/names';
import type { RolloutMemory } from '#shared/ecs/rollout/memory';

/** Why a rollout is `timed-out`, in a sentence: late by itself, or failed with a rollback that is late. */
export function lateReason(
  taskDefinitionArn: string,
  waitMs: number,
  seen: { readonly memory: Pick<RolloutMemory, 'failure' | 'rollback'>; readonly diagnosis: Diagnosis },
): string {
  const { failure, rollback } = seen.memory;
  const name = revisionName(taskDefinitionArn);
  const cause = headline(seen.diagnosis);
  const within = `within ${waitMs / 60_000} minutes`;
  if (rollback !== undefined) {
    const why = cause ?? failure ?? 'it was taken back';
    return `${name} failed: ${why}. The rollback to ${revisionName(rollback.taskDefinition)} was not completed ${within}; it goes on.`;
  }
  const late = `${name} was not deployed ${within}; it has not failed by Amazon ECS's count, and the deployment goes on.`;
  return cause === undefined ? late : `${late} What stands in its way: ${cause}.`;
}
