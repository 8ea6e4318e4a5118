import { revisionName } from '#shared/ecs/names';
import type { RollbackTools } from '../scene.ts';

/** Failed tasks of the release gone back to at which waiting is given up: it served before, so this is no chance. */
export const FAILED_TASKS = 2;

/**
 * A cancelled job does not undo a rollback: half-way is the worst place to be.
 * @param way `to`: ARN of the revision gone back to; `by`: who brings it there
 */
export async function unlessCancelled<T>(
  way: { readonly to: string; readonly by: 'Amazon ECS' | 'AWS CodeDeploy' },
  { log, signal }: RollbackTools,
  watch: () => Promise<T>,
): Promise<T> {
  try {
    return await watch();
  } catch (error) {
    if (signal?.aborted === true) {
      log.info(`The rollback to ${revisionName(way.to)} goes on, and ${way.by} brings it to its end.`);
    }
    throw error;
  }
}
