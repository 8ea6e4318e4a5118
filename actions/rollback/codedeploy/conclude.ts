import { errorMessage } from '#shared/action/errors';
import { describeReady, readyAnswers, stopCommand } from '#shared/ecs/codedeploy/pause';
import type { CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { headline } from '#shared/ecs/diagnosis/render';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { primaryTaskSet } from '#shared/ecs/primary-task-set';
import { primaryOf } from '#shared/ecs/rollout/view';
import type { Outcome, RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { nameRelease } from '../target/candidates.ts';
import { explain } from '../way-back/conclude.ts';
import type { Begun, CodeDeployScene } from './scene.ts';

interface Seen {
  readonly begun: Begun;
  readonly codeDeploy: CodeDeployScene;
  readonly watched: CodeDeployWatched;
}

/** An answer of DescribeServices may be some seconds old. */
const LOOKS = 5;
const LOOK_EVERY_MS = 1_000;

/** The result of a rollback that was begun, from how the watching ended. */
export async function conclude(scene: Scene, seen: Seen, tools: RollbackTools): Promise<RollbackResult> {
  const { inputs, from, target } = scene;
  const { release: to, source } = target;
  const { begun, codeDeploy, watched } = seen;
  const { ending, events, memory } = watched;
  const { method } = begun;
  const end = (outcome: Outcome, reason: string, more: Partial<RollbackResult> = {}): RollbackResult => ({
    outcome,
    reason,
    from,
    to,
    method,
    source,
    events,
    ...more,
  });
  const name = revisionName(to.taskDefinitionArn);
  const arrives = method === 'stop-deployment' ? 'rolled-back' : 'deployed';
  if (ending.kind === arrives) {
    const serving = await servingNow(scene, watched, tools);
    if (serving === to.taskDefinitionArn) return end('rolled-back', `The service runs ${nameRelease(to)} again.`);
    const instead =
      serving === undefined ? 'what the service runs cannot be read' : `the service runs ${revisionName(serving)}`;
    return end('failed', `AWS CodeDeploy has completed the rollback to ${name}, but ${instead}.`);
  }
  switch (ending.kind) {
    case 'deployed':
      return end(
        'failed',
        `${revisionName(from.taskDefinitionArn)} was completed before it could be stopped, and still serves.`,
        { hint: 'Run the rollback again: another deployment is then created.' },
      );
    case 'superseded':
      return end(
        'superseded',
        `Another deployment, ${ending.by}, took the place of the rollback to ${name}. It is left alone.`,
      );
    case 'paused': {
      const until = ending.until === undefined ? undefined : new Date(ending.until).toISOString();
      const ready = { deploymentId: memory.deploymentId, region: codeDeploy.region, until };
      return end('paused', `The rollback to ${name} is not over. ${describeReady(ready)}`, {
        hint: readyAnswers(ready)
          .map((answer) => `To ${answer.to}: ${answer.command}`)
          .join('\n'),
      });
    }
    case 'timed-out':
      return end(
        'timed-out',
        `The rollback to ${name} was not completed within ${inputs.waitMs / 60_000} minutes; it goes on.`,
        { hint: 'Raise wait-for-minutes, or look at the deployment in the console of AWS CodeDeploy.' },
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
      const serving = watched.service && primaryOf(watched.service)?.taskDefinition;
      const where =
        ending.kind === 'rolled-back' && serving !== undefined
          ? ` AWS CodeDeploy went on to ${revisionName(serving)}.`
          : '';
      const { deploymentId } = memory;
      const hint =
        ending.kind === 'doomed'
          ? `CodeDeploy goes on trying, for an hour. To end that: ${stopCommand({ region: codeDeploy.region, deploymentId })}`
          : undefined;
      return end('failed', `The rollback to ${name} failed: ${headline(diagnosis) ?? ending.reason}.${where}`, {
        diagnosis,
        hint,
      });
    }
  }
}

/** The revision that serves: that of the target as soon as an answer shows it. Undefined when it cannot be read. */
async function servingNow(
  { inputs, target }: Scene,
  watched: CodeDeployWatched,
  { api, clock, log, signal }: RollbackTools,
): Promise<string | undefined> {
  let serving = watched.service && primaryOf(watched.service)?.taskDefinition;
  try {
    for (let look = 1; look <= LOOKS; look += 1) {
      if (serving !== undefined && sameRevision(serving, target.release.taskDefinitionArn)) {
        return target.release.taskDefinitionArn;
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
      const service = await api.describeService(inputs.ref);
      serving = service && primaryTaskSet(service)?.taskDefinition;
    }
  } catch (error) {
    signal?.throwIfAborted();
    log.warning(`Whether the service runs it could not be read: ${errorMessage(error)}`);
    return undefined;
  }
  return serving;
}
