import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsServiceRevision } from '#shared/ecs/api';
import { revisionName } from '#shared/ecs/names';
import type { SettingDifference } from '#shared/ecs/service-revision/differences';
import { lastDeployedAs, revisionNow } from '#shared/ecs/service-revision/find-revision';
import { settingsNow, settingsOf } from '#shared/ecs/service-revision/settings';
import { takeBack } from '#shared/ecs/service-revision/take-back';
import { controllerOf } from '#shared/ecs/service';
import type { Found, RollbackTools } from '../scene.ts';
import type { Restore } from './restore.ts';

const INSTEAD = 'restore: task-definition takes back the task definition alone.';

/**
 * What `restore: service-revision` changes besides the task definition, told in the log.
 * @param taskDefinition ARN of the revision to go back to, as it was deployed
 * @throws {ActionError} when ECS does not know what it was deployed with, or cannot change the service so
 */
export async function planRestore(found: Found, taskDefinition: string, tools: RollbackTools): Promise<Restore> {
  const { service, ref } = found;
  const name = revisionName(taskDefinition);
  const controller = controllerOf(service);
  if (controller !== 'ECS') {
    throw new ActionError(
      `restore: service-revision is for services that ECS deploys; ${controller} deploys this one.`,
      {
        hint: INSTEAD,
      },
    );
  }
  const { then, now } = await read(found, taskDefinition, tools);
  if (then === undefined) {
    throw new ActionError(
      `restore: got "service-revision", but ECS knows of no successful deployment of ${name} to ${ref.service}, and so not what it was deployed with.`,
      { hint: `ECS keeps service deployments for 90 days. ${INSTEAD}` },
    );
  }
  const taking = takeBack(service, settingsNow(service, now ?? then), settingsOf(then));
  if (taking.refusals.length > 0) {
    throw new ActionError(
      `restore: got "service-revision", but the service cannot be taken back to what ${name} was deployed with, and nothing was changed. ${taking.refusals.join(' ')}`,
      { hint: INSTEAD },
    );
  }
  tell(found, { name, differences: taking.differences }, tools);
  return taking;
}

async function read(
  { service, ref, current }: Found,
  taskDefinition: string,
  { api, signal }: RollbackTools,
): Promise<{ readonly then: EcsServiceRevision | undefined; readonly now: EcsServiceRevision | undefined }> {
  try {
    const [then, now] = await Promise.all([
      lastDeployedAs(api, ref, taskDefinition),
      revisionNow(api, service, current.taskDefinition),
    ]);
    return { then, now };
  } catch (error) {
    signal?.throwIfAborted();
    throw awsFailure(`read the service revision of ${revisionName(taskDefinition)} (restore: service-revision)`, error);
  }
}

function tell(
  { service }: Found,
  { name, differences }: { readonly name: string; readonly differences: readonly SettingDifference[] },
  { log }: RollbackTools,
): void {
  if (differences.length === 0) {
    log.info(`restore: the settings of the service are those that ${name} was deployed with`);
    return;
  }
  log.info(`restore: what ${name} was deployed with goes back too`);
  for (const { what, now, then } of differences) log.info(`  ${what}: ${now} → ${then}`);
  if (service.platformVersion === 'LATEST' && differences.some(({ setting }) => setting === 'platformVersion'))
    log.info('  The service followed platform version LATEST; from now on it keeps to the one named.');
}
