import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { findWanted } from './find-wanted.ts';
import type { RollbackResult } from './result.ts';
import type { Found, RollbackTools, Turning } from './scene.ts';
import { nameRelease } from './target/candidates.ts';
import { mayTurnBack } from './way-back/replaced.ts';

/**
 * Follows a rollback that is under way, by whomever. Undefined when there is none, or when `only-if-current` names a
 * release that it does not leave.
 */
export async function followUnderWay(found: Found, tools: RollbackTools): Promise<RollbackResult | undefined> {
  const { inputs, current, from } = found;
  if (current.rolloutState !== 'IN_PROGRESS') return undefined;
  const reading = { ...tools, api: patient(tools.api, tools) };
  const turning =
    found.way === undefined ? await ecsRollbackUnderWay(found, tools) : found.way.rollbackUnderWay(found, tools);
  if (turning === undefined) return undefined;
  const { left } = turning;
  const { onlyIfCurrent } = inputs;
  if (onlyIfCurrent !== undefined && !sameRevision(left, onlyIfCurrent)) return undefined;
  if (inputs.to.kind !== 'previous') {
    const { release } = await findWanted(found, reading);
    if (release.taskDefinitionArn !== current.taskDefinition) {
      const name = revisionName(current.taskDefinition);
      const reason = `A rollback from ${revisionName(left)} to ${name} is under way, not to ${nameRelease(release)}. It is left alone, and nothing was sent.`;
      const hint = `Wait for its end. To go to ${revisionName(release.taskDefinitionArn)} all the same: only-if-current: ${name}.`;
      return { outcome: 'superseded', reason, hint, from, to: release, source: 'named' };
    }
  }
  return await turning.follow();
}

async function ecsRollbackUnderWay(found: Found, tools: RollbackTools): Promise<Turning | undefined> {
  if (!mayTurnBack(found)) return undefined;
  const { rollbackUnderWay } = await import('./way-back/follow.ts');
  return await rollbackUnderWay(found, tools);
}
