import { errorMessage } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import { beginRollout } from '#shared/ecs/rollout/memory';
import { primaryOf, viewService } from '#shared/ecs/rollout/view';
import { awaited } from './begin.ts';
import { atOnce, conclude } from './conclude.ts';
import type { DeployResult } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import { takeBackAfterCancel } from './take-back.ts';

/** What is known of a rollout before UpdateService has answered. */
export type Unanswered = Omit<Rollout, 'memory'>;

/**
 * The result of a deployment that the cancelled job leaves behind, or takes back. It is said at once: closing the record
 * on GitHub may take all the time that is left.
 */
export async function cancelled(rollout: Rollout, tools: DeployTools): Promise<DeployResult> {
  const reason = await takeBackAfterCancel(rollout, tools);
  tools.log.info(reason);
  return conclude(rollout, { outcome: 'cancelled', reason });
}

/**
 * The result of a job that was cancelled before UpdateService answered. The request may have arrived: whether it has is
 * asked once, so that what became of the service is said, and a deployment that was begun is treated as the user chose.
 */
export async function cancelledUnanswered(rollout: Unanswered, tools: DeployTools): Promise<DeployResult> {
  const { plan, inputs, taskDefinitionArn } = rollout;
  const name = revisionName(taskDefinitionArn);
  const result = (what: string): DeployResult => {
    const reason = `The job was cancelled when ${name} was about to be deployed. ${what}`;
    tools.log.info(reason);
    return { ...atOnce(plan, 'cancelled', reason), taskDefinitionArn, runBefore: rollout.runBefore };
  };
  try {
    const raw = await tools.apiAfterCancel.describeService(inputs.ref);
    const primary = raw && primaryOf(viewService(raw));
    const isNew = primary !== undefined && plan.view.deployments.every(({ id }) => id !== primary.id);
    if (!isNew || primary.taskDefinition !== taskDefinitionArn)
      return result(`No deployment of it has begun: the service runs ${revisionName(plan.current.taskDefinition)}.`);
    return await cancelled({ ...rollout, memory: beginRollout(primary, plan.view, awaited(inputs)) }, tools);
  } catch (error) {
    return result(`Whether its deployment has begun is not known: ${errorMessage(error)}`);
  }
}
