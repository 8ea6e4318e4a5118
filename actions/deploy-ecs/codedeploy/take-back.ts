import { errorMessage } from '#shared/action/errors';
import { isCodeDeployFault } from '#shared/ecs/codedeploy/api';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { watchDeployment, type CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { revisionName } from '#shared/ecs/names';
import type { DeployTools } from '../rollout.ts';
import type { TakenBack } from '../take-back.ts';
import { servingAfter, watching, type CodeDeployRollout } from './rollout.ts';

/** How going back went, and what was seen of it. */
export interface CodeDeployTakenBack extends Omit<TakenBack, 'watched'> {
  readonly watched?: CodeDeployWatched;
}

/**
 * Asks CodeDeploy to stop the deployment and to roll it back. Waiting for it is a step of its own, so that the diagnosis
 * can be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
export async function takeBackCodeDeploy(
  rollout: CodeDeployRollout,
  { watched, reason }: { readonly watched: CodeDeployWatched; readonly reason: string },
  tools: DeployTools,
): Promise<{ wait(): Promise<CodeDeployTakenBack> }> {
  const { plan, inputs } = rollout;
  const { deploymentId } = watched.memory;
  tools.log.info(`Rolling back to ${revisionName(plan.current.taskDefinition)}: ${reason}`);
  try {
    await patientCodeDeploy(await tools.codeDeploy(), tools).stopAndRollBack(deploymentId);
    tools.log.info('rollback: the deployment was stopped with rollback');
  } catch (error) {
    tools.signal?.throwIfAborted();
    // It has ended by itself, or an answer was lost: how, the watch tells.
    if (!isCodeDeployFault(error, 'DeploymentAlreadyCompleted')) {
      const sentence = `The rollback could not be asked for, and deployment ${deploymentId} goes on: ${errorMessage(error)}`;
      return { wait: () => Promise.resolve({ sentences: [sentence] }) };
    }
  }
  return {
    wait: async () => {
      const after = await watchDeployment(
        {
          ...(await watching(rollout, tools)),
          memory: { ...watched.memory, rollbackRequested: true, failure: reason },
          earlierEvents: new Set(plan.view.events.map(({ id }) => id)),
          budgetMs: inputs.waitMs,
          failFast: undefined,
          earlier: watched,
        },
        tools,
      );
      return { ...describeReturn(rollout, after), watched: after };
    },
  };
}

function describeReturn(rollout: CodeDeployRollout, watched: CodeDeployWatched): CodeDeployTakenBack {
  const { ending, memory } = watched;
  const { deploymentId, rollbackId = 'of it' } = memory;
  switch (ending.kind) {
    case 'rolled-back': {
      const restored = servingAfter(rollout, watched);
      return { restored, sentences: [`Rolled back: the service runs ${revisionName(restored)} again.`] };
    }
    case 'deployed':
      return { sentences: [`Deployment ${deploymentId} was completed before it could be stopped, so it serves.`] };
    case 'timed-out':
      return { sentences: [`The rollback ${rollbackId} was begun and is not completed yet.`] };
    case 'superseded':
      return { sentences: [`Instead of the rollback, another deployment has begun: ${ending.by}.`] };
    case 'lost':
      return { sentences: [`The rollback was begun; how it ends is not known: ${ending.error.message}`] };
    case 'failed':
      return { sentences: [`It was not rolled back: ${ending.reason}.`] };
    case 'gone':
    case 'doomed':
      return { sentences: [`The rollback failed too: ${ending.reason}.`] };
    case 'paused':
      return { sentences: ['The rollback was asked for, and the deployment waits all the same.'] };
  }
}
