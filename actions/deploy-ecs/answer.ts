import { InputError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import { revisionName } from '#shared/ecs/names';
import type { RolloutMemory } from '#shared/ecs/rollout/memory';
import type { Paused } from '#shared/ecs/rollout/verdict';
import type { Step } from './begin.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployTools, Rollout } from './rollout.ts';

/**
 * Whether there can be a pause to answer: only a deployment under way has one, and one that begins now is not the one
 * that was looked at before the answer was given.
 * @throws {InputError} when this run would begin a deployment
 */
export function checkAnswer({ answerPause }: Pick<DeployInputs, 'answerPause'>, step: Step, { current }: Plan): void {
  if (answerPause === undefined || step === 'follow' || step === 'nothing') return;
  const running = revisionName(current.taskDefinition);
  throw new InputError([
    {
      input: 'answer-pause',
      problem: `no deployment of what these inputs ask for is under way: the service runs ${running}. Give the inputs of the step that paused.`,
    },
  ]);
}

/**
 * Answers the hooks that hold a deployment; gives what is known of the rollout from then on.
 * @throws {ActionError} when ECS refuses the answer
 */
export async function answerPause(
  { inputs }: Rollout,
  { pause, memory }: { readonly pause: Paused; readonly memory: RolloutMemory },
  { api, log, signal }: DeployTools,
): Promise<RolloutMemory> {
  const action = inputs.answerPause === 'rollback' ? 'ROLLBACK' : 'CONTINUE';
  for (const { id } of pause.hooks) {
    try {
      await api.continueServiceDeployment(pause.serviceDeployment, { hookId: id, action });
    } catch (error) {
      signal?.throwIfAborted();
      throw awsFailure(`answer hook ${id}`, error);
    }
    log.info(`answered: hook ${id} with ${action}`);
  }
  const answered = new Set([...memory.answered, ...pause.hooks.map(({ id }) => id)]);
  return action === 'CONTINUE'
    ? { ...memory, answered }
    : { ...memory, answered, rollbackRequested: true, failure: 'its hook was answered with rollback' };
}
