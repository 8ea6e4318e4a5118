import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsService, ServiceRef } from '#shared/ecs/api';
import { isCodeDeployFault, type GroupRef } from '#shared/ecs/codedeploy/api';
import { groupRef, requireGroup, requireServed } from '#shared/ecs/codedeploy/group';
import { pastCodeDeployments } from '#shared/ecs/codedeploy/history';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { stopCommand } from '#shared/ecs/codedeploy/pause';
import { isSplit, readStanding, type Standing } from '#shared/ecs/codedeploy/standing';
import { parseArn, revisionName } from '#shared/ecs/names';
import { primaryTaskSet } from '#shared/ecs/primary-task-set';
import type { DeploymentView } from '#shared/ecs/rollout/view';
import type { RollbackInputs } from '../inputs.ts';
import type { RollbackTools, Way } from '../scene.ts';
import { rollbackUnderWay } from './follow.ts';
import { goBack } from './go-back.ts';
import { planWay } from './plan.ts';
import { completedBesides, replacedBy } from './replaced.ts';
import type { CodeDeployScene } from './scene.ts';
import { awaitCurrent } from './see-through.ts';

/**
 * Looks at how AWS CodeDeploy deploys a service, and gives the way back that goes through it.
 * @param described as it was just read
 * @throws {ActionError} when there is no such group, it is another service's, or what it deploys cannot be told
 */
export async function openCodeDeploy(
  described: EcsService,
  inputs: Pick<RollbackInputs, 'ref' | 'codeDeploy'>,
  tools: RollbackTools,
): Promise<Way> {
  const api = patientCodeDeploy(await tools.codeDeploy(), tools);
  const ref = groupRef(inputs.codeDeploy, described);
  const [group, standing] = await Promise.all([
    requireGroup(api, ref, described),
    lookFirst({ ref: inputs.ref, group: ref, described }, { ...tools, ecs: tools.api, codeDeploy: api }),
  ]);
  requireServed(group, described);
  const region = parseArn(described.serviceArn ?? '')?.region ?? '';
  const current = currentOf(standing, region);
  if (isSplit(standing)) {
    tools.log.warning(
      'Tasks of two revisions are there and nothing is under way: a deployment was stopped and not rolled back, so that both may have traffic.',
    );
  }
  const look = (): Promise<Standing> =>
    readStanding({ ref: inputs.ref, group: ref }, { ...tools, ecs: tools.api, codeDeploy: api });
  const scene: CodeDeployScene = { api, ref, group, standing, region, look };
  return {
    service: standing.service,
    current,
    past: () => pastCodeDeployments(api, ref),
    completed: () => completedBesides(primaryTaskSet(standing.service)?.externalId, { api, ref }),
    replaced: replacedBy(standing),
    rollbackUnderWay: (found, toFollow) => rollbackUnderWay(found, scene, toFollow),
    plan: (found, target) => planWay(found, { target, codeDeploy: scene }),
    awaitCurrent: (going, toFollow) => awaitCurrent(going, scene, toFollow),
    goBack: (going, toGo) => goBack(going, scene, toGo),
  };
}

async function lookFirst(
  what: { readonly ref: ServiceRef; readonly group: GroupRef; readonly described: EcsService },
  tools: Parameters<typeof readStanding>[1],
): Promise<Standing> {
  try {
    return await readStanding(what, tools);
  } catch (error) {
    tools.signal?.throwIfAborted();
    // Whoever looks for the group says that it is not there, and which one is.
    if (
      isCodeDeployFault(error, 'ApplicationDoesNotExist') ||
      isCodeDeployFault(error, 'DeploymentGroupDoesNotExist')
    ) {
      return { service: what.described, taskDefinition: undefined, underWay: undefined };
    }
    throw awsFailure(`read the deployments of deployment group ${what.group.group}`, error);
  }
}

/** What the service runs or is on its way to, as ECS shows the PRIMARY deployment of one it deploys itself. */
function currentOf({ service, taskDefinition, underWay }: Standing, region: string): DeploymentView {
  const taskSet = service.taskSets?.find((each) => each.taskDefinition === taskDefinition);
  const { id, runningCount = 0, pendingCount = 0, computedDesiredCount = 0 } = taskSet ?? {};
  const isOver = underWay === undefined || (underWay.kind === 'deploying' && underWay.deployment.terminates);
  const leaves = underWay?.kind === 'turning-back' ? underWay.leaves : '';
  if (taskDefinition === undefined || leaves === undefined) {
    const deployment = underWay?.deployment.id ?? '';
    throw new ActionError(
      `Deployment ${deployment} is under way, and of which task definition CodeDeploy does not tell; nothing was changed.`,
      {
        hint: `Wait for its end, or allow codedeploy:GetApplicationRevision. To stop it and go back to what it leaves: ${stopCommand({ region, deploymentId: deployment })}`,
      },
    );
  }
  return {
    id: id ?? underWay?.deployment.id ?? '',
    status: 'PRIMARY',
    taskDefinition,
    desired: computedDesiredCount,
    pending: pendingCount,
    running: runningCount,
    failed: 0,
    rolloutState: isOver ? 'COMPLETED' : 'IN_PROGRESS',
    rolloutReason: underWay && `deployment of ${revisionName(taskDefinition)}`,
  };
}
