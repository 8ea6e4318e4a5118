import type { EcsService } from '#shared/ecs/api';
import type { GroupRef } from '#shared/ecs/codedeploy/api';
import { continueCommand, stopCommand } from '#shared/ecs/codedeploy/pause';
import { parseArn, revisionName } from '#shared/ecs/names';
import type { UnderWay } from './under-way.ts';

/** Why a deployment cannot begin, and what can be done about it. */
export interface Busy {
  readonly reason: string;
  readonly hint: string;
}

/** A group has one deployment at a time (CodeDeploy quotas). Undefined when the one under way is what is wanted. */
export function busyWith(
  { deployment, taskDefinition, isWanted }: UnderWay,
  { ref, service }: { readonly ref: GroupRef; readonly service: EcsService },
): Busy | undefined {
  if (isWanted) return undefined;
  const { id, status, terminates } = deployment;
  const of = taskDefinition === undefined ? '' : ` of ${revisionName(taskDefinition)}`;
  const region = parseArn(service.serviceArn ?? '')?.region ?? '';
  const reason = `Deployment ${id}${of} is under way (${status}), and deployment group ${ref.group} has one at a time; nothing was changed.`;
  return terminates
    ? {
        reason,
        hint: `All its traffic has moved, and the tasks before it wait for their end. To end them and go on, give codedeploy-end-termination-wait: true; to end them by hand: ${continueCommand({ region, deploymentId: id }, 'TERMINATION_WAIT')}`,
      }
    : { reason, hint: `Wait for its end. To stop it and go back: ${stopCommand({ region, deploymentId: id })}` };
}
