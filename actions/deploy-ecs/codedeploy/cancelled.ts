import { errorMessage } from '#shared/action/errors';
import { findActive } from '#shared/ecs/codedeploy/create';
import { beginDeployment } from '#shared/ecs/codedeploy/memory';
import { revisionName } from '#shared/ecs/names';
import { atOnce } from '../conclude.ts';
import type { DeployResult } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import { awaitedByCodeDeploy, deploymentOf } from './create.ts';
import { concludeCodeDeploy, type CodeDeployReady, type CodeDeployRollout } from './rollout.ts';

/** The result of a deployment that the cancelled job leaves behind, or stops. There are seconds left; nothing is awaited. */
export async function cancelledCodeDeploy(rollout: CodeDeployRollout, tools: DeployTools): Promise<DeployResult> {
  return concludeCodeDeploy(rollout, { outcome: 'cancelled', reason: await leaveOrStop(rollout, tools) });
}

/**
 * The result of a job that was cancelled before CreateDeployment answered. The request may have arrived: whether it has is
 * asked once, and a deployment that was begun is treated as the user chose.
 */
export async function cancelledUncreated(ready: CodeDeployReady, tools: DeployTools): Promise<DeployResult> {
  const { plan, inputs, taskDefinitionArn, runBefore } = ready;
  const result = (reason: string): DeployResult => ({
    ...atOnce(
      plan,
      'cancelled',
      `The job was cancelled when ${revisionName(taskDefinitionArn)} was about to be deployed. ${reason}`,
    ),
    taskDefinitionArn,
    runBefore,
  });
  try {
    const { sha256 } = deploymentOf(ready, tools);
    const known = ready.codeDeploy.underWay?.deployment.id;
    const api = await tools.codeDeployAfterCancel();
    const active = await findActive(api, ready.codeDeploy.ref, { sha256, known });
    if (active?.isOurs !== true)
      return result(`No deployment of it has begun: the service runs ${revisionName(plan.current.taskDefinition)}.`);
    const memory = beginDeployment(active.id, awaitedByCodeDeploy(inputs));
    return await cancelledCodeDeploy({ ...ready, memory }, tools);
  } catch (error) {
    return result(`Whether its deployment has begun is not known: ${errorMessage(error)}`);
  }
}

async function leaveOrStop({ plan, inputs, memory, taskDefinitionArn }: CodeDeployRollout, tools: DeployTools) {
  const left = `The job was cancelled while ${revisionName(taskDefinitionArn)} was being deployed.`;
  if (inputs.onCancel === 'leave')
    return `${left} Deployment ${memory.deploymentId} goes on, and CodeDeploy brings it to its end.`;
  try {
    await (await tools.codeDeployAfterCancel()).stopAndRollBack(memory.deploymentId);
    return `${left} It was stopped, and CodeDeploy rolls it back to ${revisionName(plan.current.taskDefinition)}.`;
  } catch (error) {
    return `${left} It goes on: the rollback could not be asked for: ${errorMessage(error)}`;
  }
}
