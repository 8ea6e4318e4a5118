import { revisionName, sameRevision } from '#shared/ecs/names';
import { describePause, pauseCommands } from '#shared/ecs/rollout/pause';
import type { RevertMethod } from '#shared/ecs/rollout/revert';
import type { Watched } from '#shared/ecs/rollout/watch';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { nameRelease } from '../target/candidates.ts';
import { endedShort, failedBack, type Told } from './ended-short.ts';

interface Seen {
  readonly method: RevertMethod;
  readonly watched: Watched;
}

/** The result of a rollback that was begun, from how the watching ended. */
export async function conclude(scene: Scene, seen: Seen, tools: RollbackTools): Promise<RollbackResult> {
  const { from, target, restore } = scene;
  return {
    ...(await tell(scene, seen, tools)),
    from,
    to: target.release,
    method: seen.method,
    source: target.source,
    restored: restore?.differences,
    events: seen.watched.events,
  };
}

async function tell(scene: Scene, { method, watched }: Seen, tools: RollbackTools): Promise<Told> {
  const { release: to } = scene.target;
  const { ending } = watched;
  const name = revisionName(to.taskDefinitionArn);
  const arrived =
    ending.kind === 'rolled-back'
      ? sameRevision(ending.to, to.taskDefinitionArn)
      : ending.kind === 'deployed' && method === 'update-service';
  if (arrived) return { outcome: 'rolled-back', reason: `The service runs ${nameRelease(to)} again.` };
  switch (ending.kind) {
    case 'superseded': {
      const by = `Another deployment, of ${revisionName(ending.by.taskDefinition)} (${ending.by.id}),`;
      const reason = `${by} took the place of the rollback to ${name}. It is left alone.`;
      return { outcome: 'superseded', reason };
    }
    case 'paused': {
      const reason = `The rollback to ${name} is not over. ${describePause(ending)}`;
      return { outcome: 'paused', reason, hint: pauseCommands(ending).join('\n') };
    }
    case 'rolled-back':
    case 'failed':
    case 'doomed': {
      const where = ending.kind === 'rolled-back' ? `Amazon ECS went on to ${revisionName(ending.to)}.` : undefined;
      return failedBack({ ...watched, reason: ending.reason }, { to, where }, tools);
    }
    case 'deployed':
    case 'timed-out':
    case 'lost':
    case 'gone':
      return endedShort(ending, scene, { again: 'the service is then updated', place: 'the service events' });
  }
}
