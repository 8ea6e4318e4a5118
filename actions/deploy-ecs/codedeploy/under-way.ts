import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService } from '#shared/ecs/api';
import { activeDeployment } from '#shared/ecs/codedeploy/active';
import { isCodeDeployFault, type CodeDeployApi, type GroupRef } from '#shared/ecs/codedeploy/api';
import type { DeploymentLook } from '#shared/ecs/codedeploy/view';
import { sameRevision } from '#shared/ecs/names';
import { sameTaskDefinition } from '#shared/ecs/task-definition/canonical';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import type { PlanInputs } from '../plan-tools.ts';
import type { Wanted } from '../wanted.ts';

/** A deployment of the group that has not ended. */
export interface UnderWay {
  readonly deployment: DeploymentLook;
  /** The revision it deploys; undefined while it has no tasks, since CodeDeploy does not tell the AppSpec again. */
  readonly taskDefinition: string | undefined;
  /** Whether that is what these inputs ask for. */
  readonly isWanted: boolean;
}

/** @throws {ActionError} when it cannot be read whether there is one */
export async function readUnderWay(
  { ecs, codeDeploy }: { readonly ecs: EcsApi; readonly codeDeploy: CodeDeployApi },
  known: {
    readonly ref: GroupRef;
    readonly before: EcsService;
    readonly wanted: Wanted;
    readonly inputs: Pick<PlanInputs, 'allowUnknown'>;
  },
): Promise<UnderWay | undefined> {
  const { ref, before, wanted, inputs } = known;
  try {
    const active = await activeDeployment(codeDeploy, { ref, service: before });
    if (active === undefined) return undefined;
    const { deployment } = active;
    const { taskDefinition } = active.taskSet ?? {};
    if (taskDefinition === undefined) return { deployment, taskDefinition: undefined, isWanted: false };
    if (wanted.kind === 'existing') {
      return { deployment, taskDefinition, isWanted: sameRevision(wanted.taskDefinitionArn, taskDefinition) };
    }
    const deployed = toRegistration(await ecs.describeTaskDefinition(taskDefinition), inputs.allowUnknown);
    return { deployment, taskDefinition, isWanted: sameTaskDefinition(wanted.definition, deployed) };
  } catch (error) {
    // That there is no such group is told by who looks for it.
    if (isCodeDeployFault(error, 'ApplicationDoesNotExist')) return undefined;
    if (isCodeDeployFault(error, 'DeploymentGroupDoesNotExist')) return undefined;
    throw awsFailure(`read the deployments of deployment group ${ref.group}`, error);
  }
}
