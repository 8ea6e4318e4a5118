import { awsFailure } from '#shared/aws/faults';
import { describeReady, readyAnswers, type ReadyPause } from '#shared/ecs/codedeploy/pause';
import type { CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { alarmsOf, minutes } from '#shared/ecs/codedeploy/traffic';
import { watchDeployment, type CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { revisionName } from '#shared/ecs/names';
import { OR_AGAIN } from '../paused.ts';
import type { DeployResult, Outcome } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import { concludeCodeDeploy, regionOf, watching, type CodeDeployRollout } from './rollout.ts';

/** Watches to the end, whatever it is. */
export async function followCodeDeploy(rollout: CodeDeployRollout, tools: DeployTools): Promise<DeployResult> {
  const watched = await watch(rollout, tools);
  const { ending } = watched;
  const name = revisionName(rollout.taskDefinitionArn);
  const end = (outcome: Outcome, reason: string, more: Partial<DeployResult> = {}): DeployResult =>
    concludeCodeDeploy(rollout, { outcome, reason, watched, ...more });
  switch (ending.kind) {
    case 'deployed':
      return end(
        'deployed',
        `The service runs ${name}${ending.early ? `, which has all the traffic. ${keptFor(rollout)}` : '.'}`,
      );
    case 'superseded':
      return end(
        'superseded',
        `Another deployment, ${ending.by}, took the place of ${name} before it was completed. It is left alone.`,
      );
    case 'gone':
      return end('failed', `${ending.reason.charAt(0).toUpperCase()}${ending.reason.slice(1)}.`);
    case 'lost':
      return end('failed', `${ending.error.message}. How the deployment of ${name} ends is not known.`, {
        hint: ending.error.hint,
      });
    case 'paused':
      return paused(rollout, watched, ending.until);
    case 'timed-out':
    case 'rolled-back':
    case 'failed':
    case 'doomed': {
      // Diagnosing and going back take much code, which most deployments never need.
      const { unsuccessfulCodeDeploy } = await import('./unsuccessful.ts');
      return unsuccessfulCodeDeploy(rollout, { ...watched, ending }, tools);
    }
  }
}

/** What of the deployment is still to come once its traffic has moved. */
function keptFor({ codeDeploy }: CodeDeployRollout): string {
  const { keptMinutes } = codeDeploy.pace;
  if (keptMinutes === 0) return 'CodeDeploy ends the old tasks.';
  const kept = `CodeDeploy keeps the old tasks for ${minutes(keptMinutes)} after that and then ends them`;
  const alarms = alarmsOf(codeDeploy.group);
  const watchers = alarms.length === 1 ? 'alarm' : 'alarms';
  return alarms.length === 0
    ? `${kept}; until then the deployment can be stopped and rolled back.`
    : `${kept}; until then it may still be rolled back, by ${watchers} ${alarms.join(', ')}.`;
}

/** A deployment that is Ready is answered, where an answer is given. */
async function watch(rollout: CodeDeployRollout, tools: DeployTools): Promise<CodeDeployWatched> {
  const { inputs, plan, memory } = rollout;
  const options = {
    ...(await watching(rollout, tools)),
    memory,
    earlierEvents: new Set(plan.view.events.map(({ id }) => id)),
    budgetMs: inputs.waitMs,
    failFast: inputs.failFast,
  };
  const first = await watchDeployment(options, tools);
  if (first.ending.kind !== 'paused' || inputs.answerPause === undefined) return first;
  const answered = await answer(rollout, first.memory, tools);
  return watchDeployment({ ...options, memory: answered, earlier: first }, tools);
}

/** @throws {ActionError} when CodeDeploy refuses the answer */
async function answer(
  { inputs }: CodeDeployRollout,
  memory: CodeDeployMemory,
  tools: DeployTools,
): Promise<CodeDeployMemory> {
  const { deploymentId } = memory;
  const goesOn = inputs.answerPause === 'continue';
  const api = patientCodeDeploy(await tools.codeDeploy(), tools);
  try {
    await (goesOn ? api.endWait(deploymentId, 'READY_WAIT') : api.stopAndRollBack(deploymentId));
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`answer deployment ${deploymentId}`, error);
  }
  tools.log.info(`answered: deployment ${deploymentId} ${goesOn ? 'is continued' : 'is stopped, to be rolled back'}`);
  return goesOn
    ? { ...memory, continued: true }
    : { ...memory, rollbackRequested: true, failure: 'its pause was answered with rollback' };
}

/** The result of a deployment that waits before it shifts traffic: nothing went wrong, and somebody has to answer. */
function paused(rollout: CodeDeployRollout, watched: CodeDeployWatched, until: number | undefined): DeployResult {
  const ready: ReadyPause = {
    deploymentId: watched.memory.deploymentId,
    region: regionOf(rollout),
    until: until === undefined ? undefined : new Date(until).toISOString(),
  };
  const commands = readyAnswers(ready).map(({ to, command }) => `To ${to}: ${command}`);
  return concludeCodeDeploy(rollout, {
    outcome: 'paused',
    reason: `${revisionName(rollout.taskDefinitionArn)} is not deployed yet. ${describeReady(ready)}`,
    hint: [...commands, OR_AGAIN].join('\n'),
    ready,
    watched,
  });
}
