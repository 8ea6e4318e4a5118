import { revisionName } from '#shared/ecs/names';
import { beginRollout } from '#shared/ecs/rollout/memory';
import { checkAnswer } from './answer.ts';
import { awaited, nextStep, register, update, type Step } from './begin.ts';
import { atOnce, cancelledBefore, conclude, describeStep, overtaken } from './conclude.ts';
import { follow } from './follow.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import {
  describeRunBefore,
  planRunBefore,
  type BeforeUpdate,
  type OneOffPlan,
  type RanBefore,
} from './run-before-plan.ts';

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
  const rollout = await begin(step, { plan, inputs, oneOff }, tools).catch((error: unknown) => {
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
async function begin(
  step: Exclude<Step, 'nothing'>,
  { plan, inputs, oneOff }: Pick<Rollout, 'plan' | 'inputs'> & { readonly oneOff: OneOffPlan | undefined },
  tools: DeployTools,
): Promise<Rollout | DeployResult> {
  const { current, view, wanted, same } = plan;
  if (step === 'follow') {
    tools.log.info(`A deployment of ${revisionName(current.taskDefinition)} is under way already; nothing is sent.`);
    const memory = beginRollout(current, view, awaited(inputs));
    return { plan, inputs, memory, taskDefinitionArn: current.taskDefinition, step };
  }
  let taskDefinitionArn = wanted.kind === 'existing' ? wanted.taskDefinitionArn : current.taskDefinition;
  const registers = wanted.kind === 'new' && !same;
  if (registers) {
    taskDefinitionArn = await register(tools.api, { definition: wanted.definition, facts: tools.facts }, tools);
    tools.log.info(`registered: ${revisionName(taskDefinitionArn)}`);
  }
  if (step !== 'scale') tools.onBegin?.(taskDefinitionArn);
  const asked = { plan, ref: inputs.ref, oneOff, taskDefinitionArn, registered: registers };
  const before = await (tools.beforeUpdate?.(asked) ?? runAlone(asked, tools));
  if (!before.passed) return before.result;
  const rollout = { plan: before.plan, inputs, taskDefinitionArn, step, runBefore: before.report };
  try {
    const updated = await update(tools.api, rollout, tools);
    return updated.kind === 'begun' ? { ...rollout, memory: updated.memory } : overtaken(rollout, updated.by);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    const { cancelledUnanswered } = await import('./cancelled.ts');
    return cancelledUnanswered(rollout, tools);
  }
}

/** What runs before most deployments is nothing, so the code for it is loaded on demand. */
async function runAlone(asked: BeforeUpdate, tools: DeployTools): Promise<RanBefore> {
  const { oneOff, plan } = asked;
  if (oneOff === undefined) return { passed: true, report: undefined, plan };
  const { runBefore } = await import('./run-before.ts');
  return runBefore({ ...asked, oneOff }, tools);
}
