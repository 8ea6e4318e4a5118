import { ActionError } from '#shared/action/errors';
import { isCodeDeployFault, type CodeDeployApi } from '#shared/ecs/codedeploy/api';
import { isOver, viewDeployment, type DeploymentLook } from '#shared/ecs/codedeploy/view';
import { revisionName } from '#shared/ecs/names';
import type { DeployTools } from '../rollout.ts';
import type { CodeDeployReady } from './rollout.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Ends the wait in which CodeDeploy keeps the old tasks of a deployment, and waits until the deployment has succeeded.
 * @throws {ActionError} when it ends in another way: then what this run was planned against is not true any more
 */
export async function endWait(
  api: CodeDeployApi,
  id: string,
  { ready, tools }: { readonly ready: CodeDeployReady; readonly tools: DeployTools },
): Promise<void> {
  const { inputs, taskDefinitionArn } = ready;
  const { clock, log, signal } = tools;
  try {
    await api.endWait(id, 'TERMINATION_WAIT');
    log.info(`deployment ${id}: its wait with the old tasks is ended`);
  } catch (error) {
    // It was over by then; how it has ended, the next look tells.
    const isOverNow = isCodeDeployFault(error, 'DeploymentAlreadyCompleted');
    if (!isOverNow && !isCodeDeployFault(error, 'DeploymentIsNotInReadyState')) throw error;
  }
  const until = clock.elapsed() + inputs.waitMs;
  let look: DeploymentLook;
  for (;;) {
    look = viewDeployment(await api.deployment(id));
    if (isOver(look) || clock.elapsed() >= until) break;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  if (look.status === 'Succeeded') return;
  throw new ActionError(
    `The wait of deployment ${id} was to be ended, and it is ${look.status}; ${revisionName(taskDefinitionArn)} was not deployed.`,
  );
}
