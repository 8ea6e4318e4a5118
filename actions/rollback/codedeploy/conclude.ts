import { errorMessage } from '#shared/action/errors';
import { describeReady, readyAnswers, stopCommand } from '#shared/ecs/codedeploy/pause';
import type { CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { primaryTaskSet } from '#shared/ecs/primary-task-set';
import { primaryOf } from '#shared/ecs/rollout/view';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { nameRelease } from '../target/candidates.ts';
import { endedShort, failedBack, type Told } from '../way-back/ended-short.ts';
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
  const { from, target } = scene;
  return {
    ...(await tell(scene, seen, tools)),
    from,
    to: target.release,
    method: seen.begun.method,
    source: target.source,
    events: seen.watched.events,
  };
}

async function tell(scene: Scene, { begun, codeDeploy, watched }: Seen, tools: RollbackTools): Promise<Told> {
  const { release: to } = scene.target;
  const { ending, memory } = watched;
  const { region } = codeDeploy;
  const { deploymentId } = memory;
  const name = revisionName(to.taskDefinitionArn);
  const arrives = begun.method === 'stop-deployment' ? 'rolled-back' : 'deployed';
  if (ending.kind === arrives) return arrived(scene, watched, tools);
  switch (ending.kind) {
    case 'superseded': {
      const reason = `Another deployment, ${ending.by}, took the place of the rollback to ${name}. It is left alone.`;
      return { outcome: 'superseded', reason };
    }
    case 'paused': {
      const until = ending.until === undefined ? undefined : new Date(ending.until).toISOString();
      const ready = { deploymentId, region, until };
      const hint = readyAnswers(ready).map((answer) => `To ${answer.to}: ${answer.command}`);
      const reason = `The rollback to ${name} is not over. ${describeReady(ready)}`;
      return { outcome: 'paused', reason, hint: hint.join('\n') };
    }
    case 'rolled-back':
    case 'failed': {
      const where = ending.kind === 'rolled-back' ? wentOnTo(watched) : undefined;
      return failedBack({ ...watched, reason: ending.reason }, { to, where }, tools);
    }
    case 'doomed': {
      const hint = `CodeDeploy goes on trying, for an hour. To end that: ${stopCommand({ region, deploymentId })}`;
      return failedBack({ ...watched, reason: ending.reason }, { to, where: undefined, hint }, tools);
    }
    case 'deployed':
    case 'timed-out':
    case 'lost':
    case 'gone':
      return endedShort(ending, scene, {
        again: 'another deployment is then created',
        place: 'the deployment in the console of AWS CodeDeploy',
      });
  }
}

/** CodeDeploy says that it has arrived; what ECS shows decides. */
async function arrived(scene: Scene, watched: CodeDeployWatched, tools: RollbackTools): Promise<Told> {
  const { release: to } = scene.target;
  const serving = await servingNow(scene, watched, tools);
  if (serving === to.taskDefinitionArn) {
    return { outcome: 'rolled-back', reason: `The service runs ${nameRelease(to)} again.` };
  }
  const instead =
    serving === undefined ? 'what the service runs cannot be read' : `the service runs ${revisionName(serving)}`;
  const name = revisionName(to.taskDefinitionArn);
  return { outcome: 'failed', reason: `AWS CodeDeploy has completed the rollback to ${name}, but ${instead}.` };
}

function wentOnTo({ service }: CodeDeployWatched): string | undefined {
  const serving = service && primaryOf(service)?.taskDefinition;
  return serving === undefined ? undefined : `AWS CodeDeploy went on to ${revisionName(serving)}.`;
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
