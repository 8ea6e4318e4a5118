import { errorMessage } from '#shared/action/errors';
import type { EcsTaskDefinition } from '#shared/ecs/api';
import { diagnose, type Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { diagnosisLines, headline } from '#shared/ecs/diagnosis/render';
import { revisionName } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import type { Watched } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';

/** What an end says; who and what it is of is added to it. */
export type Told = Pick<RollbackResult, 'outcome' | 'reason' | 'hint' | 'diagnosis'>;

/** Ends that say the same of a way back whether Amazon ECS or AWS CodeDeploy makes it. */
type CommonEnding =
  { readonly kind: 'deployed' } | Extract<Watched['ending'], { readonly kind: 'timed-out' | 'lost' | 'gone' }>;

/** What differs in them. */
interface Words {
  /** What another run of the rollback does once there is nothing left to stop. */
  readonly again: string;
  /** Where else to look while the way back goes on. */
  readonly place: string;
}

/** A way back that did not come to its end while it was watched, or that could not be begun in time. */
export function endedShort(ending: CommonEnding, { inputs, from, target }: Scene, { again, place }: Words): Told {
  const name = revisionName(target.release.taskDefinitionArn);
  switch (ending.kind) {
    case 'deployed':
      return {
        outcome: 'failed',
        reason: `${revisionName(from.taskDefinitionArn)} was completed before it could be stopped, and still serves.`,
        hint: `Run the rollback again: ${again}.`,
      };
    case 'timed-out':
      return {
        outcome: 'timed-out',
        reason: `The rollback to ${name} was not completed within ${inputs.waitMs / 60_000} minutes; it goes on.`,
        hint: `Raise wait-for-minutes, or look at ${place}.`,
      };
    case 'lost':
      return {
        outcome: 'failed',
        reason: `${ending.error.message}. How the rollback to ${name} ends is not known.`,
        hint: ending.error.hint,
      };
    case 'gone':
      return { outcome: 'failed', reason: `The rollback to ${name} cannot go on: ${ending.reason}.` };
  }
}

/** A way back whose release does not run, with the cause, which is told in the log. `where`: what serves instead. */
export async function failedBack(
  watched: Pick<Watched, 'ends' | 'events'> & { readonly reason: string },
  { to, where, hint }: { readonly to: Release; readonly where: string | undefined; readonly hint?: string | undefined },
  tools: RollbackTools,
): Promise<Told> {
  const diagnosis = await explain(watched, to, tools);
  const why = headline(diagnosis) ?? watched.reason;
  const failed = `The rollback to ${revisionName(to.taskDefinitionArn)} failed: ${why}.`;
  return { outcome: 'failed', reason: where === undefined ? failed : `${failed} ${where}`, diagnosis, hint };
}

async function explain(
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
