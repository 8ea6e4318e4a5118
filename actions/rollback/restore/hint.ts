import { errorMessage } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import { differences } from '#shared/ecs/service-revision/differences';
import { lastDeployedAs, revisionNow } from '#shared/ecs/service-revision/find-revision';
import { settingsNow, settingsOf } from '#shared/ecs/service-revision/settings';
import type { Found, RollbackTools } from '../scene.ts';

/**
 * Tells in a dry run which settings of the service a rollback would leave as they are, though the release ran with
 * others. Nothing depends on it: what cannot be read is said.
 */
export async function hintAtRestore(found: Found, taskDefinition: string, tools: RollbackTools): Promise<void> {
  const { service, ref, current } = found;
  const { api, log, signal } = tools;
  const name = revisionName(taskDefinition);
  try {
    const then = await lastDeployedAs(api, ref, taskDefinition);
    if (then === undefined) return;
    const now = await revisionNow(api, service, current.taskDefinition);
    const changed = differences(settingsNow(service, now ?? then), settingsOf(then)).map(({ what }) => what);
    if (changed.length === 0) return;
    log.info(
      `Since ${name} was deployed, of the service changed: ${changed.join(', ')}. They would stay as they are; restore: service-revision takes them back too.`,
    );
  } catch (error) {
    signal?.throwIfAborted();
    log.info(
      `Whether the service's settings changed since ${name} was deployed could not be checked: ${errorMessage(error)}`,
    );
  }
}
