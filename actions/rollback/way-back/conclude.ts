import { errorMessage } from '#shared/action/errors';
import type { EcsTaskDefinition } from '#shared/ecs/api';
import { diagnose, type Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { diagnosisLines, headline } from '#shared/ecs/diagnosis/render';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { describePause, pauseCommands } from '#shared/ecs/rollout/pause';
import type { RevertMethod } from '#shared/ecs/rollout/revert';
import type { Watched } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import { nameRelease } from '../target/candidates.ts';
import type { Outcome, RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';

/** The result of a rollback that was begun, from how the watching ended. */
export async function conclude(
  { inputs, from, target, restore }: Scene,
  { method, watched }: { readonly method: RevertMethod; readonly watched: Watched },
  tools: RollbackTools,
): Promise<RollbackResult> {
  const { release: to, source } = target;
  const { ending, events } = watched;
  const end = (outcome: Outcome, reason: string, more: Partial<RollbackResult> = {}): RollbackResult => ({
    outcome,
    reason,
    from,
    to,
    method,
    source,
    restored: restore?.differences,
    events,
    ...more,
  });
  const name = revisionName(to.taskDefinitionArn);
  const arrived =
    ending.kind === 'rolled-back'
      ? sameRevision(ending.to, to.taskDefinitionArn)
      : ending.kind === 'deployed' && method === 'update-service';
  if (arrived) return end('rolled-back', `The service runs ${nameRelease(to)} again.`);
  switch (ending.kind) {
    case 'deployed':
      return end(
        'failed',
        `${revisionName(from.taskDefinitionArn)} was completed before it could be stopped, and still serves.`,
        { hint: 'Run the rollback again: the service is then updated.' },
      );
    case 'superseded':
      return end(
        'superseded',
        `Another deployment, of ${revisionName(ending.by.taskDefinition)} (${ending.by.id}), took the place of the rollback to ${name}. It is left alone.`,
      );
    case 'paused':
      return end('paused', `The rollback to ${name} is not over. ${describePause(ending)}`, {
        hint: pauseCommands(ending).join('\n'),
      });
    case 'timed-out':
      return end(
        'timed-out',
        `The rollback to ${name} was not completed within ${inputs.waitMs / 60_000} minutes; it goes on.`,
        { hint: 'Raise wait-for-minutes, or look at the service events.' },
      );
    case 'lost':
      return end('failed', `${ending.error.message}. How the rollback to ${name} ends is not known.`, {
        hint: ending.error.hint,
      });
    case 'gone':
      return end('failed', `The rollback to ${name} cannot go on: ${ending.reason}.`);
    case 'rolled-back':
    case 'failed':
    case 'doomed': {
      const diagnosis = await explain({ ...watched, reason: ending.reason }, to, tools);
      const where = ending.kind === 'rolled-back' ? ` Amazon ECS went on to ${revisionName(ending.to)}.` : '';
      return end('failed', `The rollback to ${name} failed: ${headline(diagnosis) ?? ending.reason}.${where}`, {
        diagnosis,
      });
    }
  }
}

/** Why the release gone back to does not run, told in the log and given. */
export async function explain(
  { ends, events, reason }: Pick<Watched, 'ends' | 'events'> & { readonly reason: string },
  to: Release,
  tools: RollbackTools,
): Promise<Diagnosis> {
  const taskDefinition = await readDefinition(to, tools);
  const diagnosis = await diagnose({ ends, events, taskDefinition, reason }, tools.readLogs);
  await tools.log.group('Diagnosis', () => {
    for (const line of diagnosisLines(diagnosis)) tools.log.info(line);
    return Promise.resolve();
  });
  return diagnosis;
}

/** Without it no log is found, but how the rollback ended is known all the same. */
async function readDefinition(
  { taskDefinitionArn }: Release,
  tools: RollbackTools,
): Promise<Pick<EcsTaskDefinition, 'containerDefinitions'>> {
  try {
    return (await patient(tools.api, tools).describeTaskDefinition(taskDefinitionArn)).taskDefinition;
  } catch (error) {
    tools.signal?.throwIfAborted();
    tools.log.info(`Task definition ${revisionName(taskDefinitionArn)} could not be read: ${errorMessage(error)}`);
    return {};
  }
}
