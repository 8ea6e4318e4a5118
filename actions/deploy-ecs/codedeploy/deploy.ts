import { awsFailure } from '#shared/aws/faults';
import { beginDeployment } from '#shared/ecs/codedeploy/memory';
import { codeDeployConsoleUrl, revisionName } from '#shared/ecs/names';
import { sendUpdate } from '#shared/ecs/rollout/send-update';
import { atOnce, cancelledBefore } from '../conclude.ts';
import { makeReady } from '../make-ready.ts';
import type { DeployResult } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import { awaitedByCodeDeploy, create } from './create.ts';
import { followCodeDeploy } from './follow.ts';
import { concludeCodeDeploy, type CodeDeployAsked, type CodeDeployReady, type CodeDeployRollout } from './rollout.ts';

/**
 * As `deploy`, for a service that AWS CodeDeploy deploys: registers, creates one deployment of the group, and follows it
 * to its end.
 * @throws {ActionError} when AWS refuses a request, so that nothing was begun
 */
export async function deployByCodeDeploy(asked: CodeDeployAsked, tools: DeployTools): Promise<DeployResult> {
  const rollout = await begin(asked, tools).catch((error: unknown) => {
    if (tools.signal?.aborted !== true) throw error;
    return cancelledBefore(asked.plan);
  });
  if ('outcome' in rollout) return rollout;
  const { deploymentId } = rollout.memory;
  tools.log.info(`deployment: ${deploymentId}`);
  const url = codeDeployConsoleUrl(rollout.plan.view.arn, deploymentId);
  if (url !== undefined) tools.log.info(`console: ${url}`);
  try {
    if (rollout.inputs.waitFor === 'none') {
      const reason = `${revisionName(rollout.taskDefinitionArn)} is being deployed; this step does not wait for it.`;
      return concludeCodeDeploy(rollout, { outcome: 'started', reason });
    }
    return await followCodeDeploy(rollout, tools);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    const { cancelledCodeDeploy } = await import('./cancelled.ts');
    return cancelledCodeDeploy(rollout, tools);
  }
}

async function begin(asked: CodeDeployAsked, tools: DeployTools): Promise<CodeDeployRollout | DeployResult> {
  const { plan, inputs, codeDeploy, step } = asked;
  const { underWay } = codeDeploy;
  if (step === 'follow' && underWay !== undefined) {
    const taskDefinitionArn = underWay.taskDefinition ?? plan.current.taskDefinition;
    tools.log.info(`A deployment of ${revisionName(taskDefinitionArn)} is under way already; none is begun.`);
    await scale(asked, tools);
    const memory = beginDeployment(underWay.deployment.id, awaitedByCodeDeploy(inputs));
    return { plan, inputs, codeDeploy, taskDefinitionArn, step, memory };
  }
  const prepared = await makeReady(asked, tools);
  if ('outcome' in prepared) return prepared;
  const ready: CodeDeployReady = { ...prepared, codeDeploy };
  await scale(ready, tools);
  try {
    const created = await create(ready, tools);
    return created.kind === 'begun' ? { ...ready, memory: created.memory } : overtaken(ready, created.by);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    const { cancelledUncreated } = await import('./cancelled.ts');
    return cancelledUncreated(ready, tools);
  }
}

/** CodeDeploy deploys as many tasks as the service is to run, which ECS alone can change. */
async function scale({ plan, inputs }: Pick<CodeDeployReady, 'plan' | 'inputs'>, tools: DeployTools): Promise<void> {
  const { desiredCount, ref } = inputs;
  if (desiredCount === undefined || desiredCount === plan.view.desired) return;
  try {
    await sendUpdate(tools.api, { input: { ...ref, desiredCount }, before: plan.view }, tools);
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`set the number of tasks of service ${ref.service} to ${desiredCount}`, error);
  }
  tools.log.info(`desired count: ${plan.view.desired} → ${desiredCount}`);
}

function overtaken({ plan, taskDefinitionArn, runBefore }: CodeDeployReady, by: string): DeployResult {
  const reason = `Another deployment, ${by}, was begun when ${revisionName(taskDefinitionArn)} was about to be deployed. It is left alone, and nothing is sent again.`;
  return { ...atOnce(plan, 'superseded', reason), taskDefinitionArn, runBefore };
}
