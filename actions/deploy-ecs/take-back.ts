import { errorMessage } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { beginRollout, type RolloutMemory } from '#shared/ecs/rollout/memory';
import { describePause } from '#shared/ecs/rollout/pause';
import { revertService, revisionToKeep, type NotBegun } from '#shared/ecs/rollout/revert';
import { primaryOf, viewService } from '#shared/ecs/rollout/view';
import { watchRollout, type Ending, type Watched } from '#shared/ecs/rollout/watch';
import type { DeployTools, Rollout } from './rollout.ts';

/** How going back went. `sentences` follow "web:7 failed: …." */
export interface TakenBack {
  /** The revision that serves again. */
  readonly restored?: string | undefined;
  readonly sentences: readonly string[];
  /** What was seen on the way back; absent where there was none. */
  readonly watched?: Watched;
}

/**
 * Asks ECS to go back to what the service ran before. Waiting for it is a step of its own, so that the diagnosis can
 * be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
export async function takeBack(
  rollout: Rollout,
  { watched, reason }: { readonly watched: Watched; readonly reason: string },
  tools: DeployTools,
): Promise<{ wait(): Promise<TakenBack> }> {
  const done = (result: TakenBack) => ({ wait: () => Promise.resolve(result) });
  const target = revisionToKeep(rollout.plan.before);
  if (target === undefined)
    return done({
      sentences: ['No deployment of this service was ever completed, so there is nothing to go back to.'],
    });
  const { ref, waitMs } = rollout.inputs;
  tools.log.info(`Rolling back to ${revisionName(target)}: ${reason}`);
  let memory: RolloutMemory;
  try {
    const leaving = rollout.taskDefinitionArn;
    const options = { ref, target, leaving, stopOnly: target === leaving };
    const reverted = await revertService(patient(tools.api, tools), options, tools);
    if (reverted.method === 'none') return done({ sentences: [insteadOfRollback(reverted.by)] });
    const stopped = reverted.method === 'stop-deployment';
    tools.log.info(`rollback: ${stopped ? 'the deployment was stopped with rollback' : 'the service was updated'}`);
    memory = rollbackMemory(watched, { service: stopped ? undefined : reverted.service, target, reason });
  } catch (error) {
    tools.signal?.throwIfAborted();
    return done({
      sentences: [`The rollback to ${revisionName(target)} could not be asked for: ${errorMessage(error)}`],
    });
  }
  return {
    wait: async () => {
      const { ends: knownEnds, startedAt: since } = watched;
      const options = { api: tools.api, ref, memory, budgetMs: waitMs, failFast: undefined, knownEnds, since };
      const back = await watchRollout(options, tools);
      return { ...describeReturn(back.ending, target), watched: back };
    },
  };
}

/** Stopped: the same rollout goes on, backwards. Updated: another rollout, to the revision before. */
function rollbackMemory(
  { memory, service: seen, events }: Watched,
  revert: {
    readonly service: Parameters<typeof viewService>[0] | undefined;
    readonly target: string;
    readonly reason: string;
  },
): RolloutMemory {
  if (revert.service === undefined) {
    const earlierEvents = new Set([...memory.earlierEvents, ...events.map(({ id }) => id)]);
    return { ...memory, earlierEvents, rollbackRequested: true, failure: revert.reason };
  }
  const after = viewService(revert.service);
  const primary = primaryOf(after);
  const isNew = primary !== undefined && primary.taskDefinition === revert.target;
  return beginRollout(isNew ? primary : { id: '', taskDefinition: revert.target }, seen ?? after, 'deployed');
}

function describeReturn(ending: Ending, target: string): TakenBack {
  const name = revisionName(target);
  switch (ending.kind) {
    case 'deployed':
      return { restored: target, sentences: [`Rolled back: the service runs ${name} again.`] };
    case 'rolled-back':
      return { restored: ending.to, sentences: [`Rolled back: the service runs ${revisionName(ending.to)} again.`] };
    case 'paused':
      return { sentences: [`The rollback to ${name} was begun. ${describePause(ending)}`] };
    case 'timed-out':
      return { sentences: [`The rollback to ${name} was begun and is not completed yet.`] };
    case 'superseded':
      return { sentences: [insteadOfRollback(ending.by)] };
    case 'lost':
      return { sentences: [`The rollback to ${name} was begun; how it ends is not known: ${ending.error.message}`] };
    case 'failed':
    case 'gone':
    case 'doomed':
      return { sentences: [`The rollback to ${name} failed too: ${ending.reason}.`] };
  }
}

function insteadOfRollback({ id, taskDefinition }: NotBegun['by']): string {
  return `Instead of the rollback, another deployment has begun: ${revisionName(taskDefinition)} (${id}).`;
}

/** Of the seconds that a cancelled job has left, so many milliseconds look for an update whose answer was lost. */
const LOOK_AFTER_CANCEL_MS = 1_000;

/** What becomes of a deployment whose job is cancelled, as the user chose. There are seconds left; nothing is awaited. */
export async function takeBackAfterCancel(rollout: Rollout, tools: DeployTools): Promise<string> {
  const { plan, inputs, taskDefinitionArn } = rollout;
  const name = revisionName(taskDefinitionArn);
  const left = `The job was cancelled while ${name} was being deployed.`;
  if (inputs.onCancel === 'leave') return `${left} The deployment goes on, and Amazon ECS brings it to its end.`;
  const target = revisionToKeep(plan.before);
  if (target === undefined) return `${left} There is nothing to go back to, so the deployment goes on.`;
  try {
    const { apiAfterCancel, clock, random, log } = tools;
    const reverted = await revertService(
      apiAfterCancel,
      {
        ref: inputs.ref,
        target,
        leaving: taskDefinitionArn,
        stopOnly: target === taskDefinitionArn,
        lookForMs: LOOK_AFTER_CANCEL_MS,
      },
      // Without its signal, which has aborted.
      { clock, random, log },
    );
    if (reverted.method === 'none') return `${left} ${insteadOfRollback(reverted.by)}`;
    return `${left} A rollback to ${revisionName(target)} was begun, which Amazon ECS brings to its end.`;
  } catch (error) {
    return `${left} It goes on: the rollback to ${revisionName(target)} could not be asked for: ${errorMessage(error)}`;
  }
}
