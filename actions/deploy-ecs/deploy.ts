import { revisionName } from '#shared/ecs/names';
import { beginRollout } from '#shared/ecs/rollout/memory';
import { checkAnswer } from './answer.ts';
import { awaited, nextStep, update } from './begin.ts';
import { atOnce, cancelledBefore, conclude, describeStep, overtaken } from './conclude.ts';
import { follow } from './follow.ts';
import { makeReady, type Asked } from './make-ready.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import { describeRunBefore, planRunBefore } from './run-before-plan.ts';

/**
 * Makes the service run what the plan wants, waits until it does, and when it cannot, says why and goes back.
 * @throws {ActionError} when AWS refuses a request, so that nothing was begun
 */
export async function deploy(plan: Plan, inputs: DeployInputs, tools: DeployTools): Promise<DeployResult> {
  const step = nextStep(plan, inputs);
  checkAnswer(inputs, step, plan);
  const oneOff = planRunBefore(inputs, plan, step);
  if (inputs.dryRun) return atOnce(plan, 'dry-run', `${describeStep(step, plan)}${describeRunBefore(oneOff)}`);
  if (step === 'nothing')
    return atOnce(
      plan,
      'unchanged',
      `The service runs ${revisionName(plan.current.taskDefinition)} already, and nothing differs; ${plan.view.running} of ${plan.view.desired} tasks run.`,
    );
  if (plan.codeDeploy !== undefined && step !== 'scale') {
    const { deployByCodeDeploy } = await import('./codedeploy/deploy.ts');
    return deployByCodeDeploy({ plan, codeDeploy: plan.codeDeploy, inputs, step, oneOff }, tools);
  }
  const rollout = await begin({ plan, inputs, oneOff, step }, tools).catch((error: unknown) => {
    if (tools.signal?.aborted !== true) throw error;
    return cancelledBefore(plan);
  });
  if ('outcome' in rollout) return rollout;
  tools.log.info(`deployment: ${rollout.memory.deploymentId}`);
  try {
    if (inputs.waitFor === 'none') {
      return conclude(rollout, {
        outcome: 'started',
        reason: `${revisionName(rollout.taskDefinitionArn)} is being deployed; this step does not wait for it.`,
      });
    }
    return await follow(rollout, tools);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    const { cancelled } = await import('./cancelled.ts');
    return cancelled(rollout, tools);
  }
}

/** Begins what is wanted. The result instead, when the command that runs before it did not pass. */
async function begin(asked: Asked, tools: DeployTools): Promise<Rollout | DeployResult> {
  const { plan, inputs, step } = asked;
  const { current, view } = plan;
  if (step === 'follow') {
    tools.log.info(`A deployment of ${revisionName(current.taskDefinition)} is under way already; nothing is sent.`);
    const memory = beginRollout(current, view, awaited(inputs));
    return { plan, inputs, memory, taskDefinitionArn: current.taskDefinition, step };
  }
  const ready = await makeReady(asked, tools);
  if ('outcome' in ready) return ready;
  try {
    const updated = await update(tools.api, { ...ready, step }, tools);
    return updated.kind === 'begun' ? { ...ready, memory: updated.memory } : overtaken(ready, updated.by);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    const { cancelledUnanswered } = await import('./cancelled.ts');
    return cancelledUnanswered(ready, tools);
  }
}
