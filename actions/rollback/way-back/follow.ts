import { errorMessage } from '#shared/action/errors';
import { familyOf, revisionName, revisionNumber, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { readRevision } from '#shared/ecs/revisions';
import { beginRollout, type RolloutMemory } from '#shared/ecs/rollout/memory';
import { readUnderWay } from '#shared/ecs/rollout/under-way';
import type { RevertMethod } from '#shared/ecs/rollout/revert';
import type { DeploymentView } from '#shared/ecs/rollout/view';
import { isProven, type Release } from '#shared/release/record';
import { nameRelease } from '../target/candidates.ts';
import { seeThrough, takenBack } from './go-back.ts';
import type { Method } from '../method.ts';
import type { RollbackResult } from '../result.ts';
import type { Found, RollbackTools, Scene, Turning } from '../scene.ts';
import type { Target } from '../target/search.ts';

/** A rollback to the current release that somebody has begun, or this job before it was run again. */
interface Followed {
  readonly left: DeploymentView;
  readonly method: RevertMethod;
  readonly memory: RolloutMemory;
}

/** The rollback that ECS shows the service in, with the way to follow it; undefined when there is none. */
export async function rollbackUnderWay(found: Found, tools: RollbackTools): Promise<Turning | undefined> {
  const followed = await findRollback(found, { ...tools, api: patient(tools.api, tools) });
  if (followed === undefined) return undefined;
  const { method, memory } = followed;
  const left = followed.left.taskDefinition;
  return {
    left,
    follow: () =>
      follow({ found, left, method }, (scene) => seeThrough(scene, { method, memory, joined: true }, tools), tools),
  };
}

/**
 * The rollback under way that the service is found in, if it is one. ECS tells of those it makes itself, or was asked
 * for by StopServiceDeployment. One by UpdateService is told by what it does: it replaces a release with an older one
 * that was proven, or that the record calls gone back to from there.
 */
async function findRollback(found: Found, tools: RollbackTools): Promise<Followed | undefined> {
  const { view, current, from } = found;
  const others = view.deployments.filter(({ id }) => id !== current.id);
  if (current.rolloutState !== 'IN_PROGRESS' || others.length === 0) return undefined;
  const turning = await turningBack(found, tools);
  const stopped = turning && others.find(({ taskDefinition }) => taskDefinition === turning.from);
  if (stopped !== undefined) {
    return { left: stopped, method: 'stop-deployment', memory: takenBack(stopped, view) };
  }
  const left = others.find(({ taskDefinition }) => isWayBack(from, taskDefinition));
  if (left === undefined) return undefined;
  return { left, method: 'update-service', memory: beginRollout(current, view, 'deployed') };
}

async function turningBack({ service, current, ref }: Found, { api, log, signal }: RollbackTools) {
  try {
    const underWay = await readUnderWay(api, { service, current }, { ref, target: current.taskDefinition });
    if (underWay?.kind !== 'turning-back') return undefined;
    return sameRevision(underWay.to, current.taskDefinition) ? underWay : undefined;
  } catch (error) {
    signal?.throwIfAborted();
    log.info(`Whether a rollback is under way could not be read: ${errorMessage(error)}`);
    return undefined;
  }
}

/** Whether a deployment that leaves `left` goes back: to an older release that was proven, or as its record says. */
export function isWayBack(to: Release, left: string): boolean {
  if (to.restored?.from === revisionName(left)) return true;
  const [number, before] = [revisionNumber(to.taskDefinitionArn), revisionNumber(left)];
  if (familyOf(to.taskDefinitionArn) !== familyOf(left) || number === undefined || before === undefined) return false;
  return number < before && isProven(to);
}

/**
 * Follows a rollback that is under way, as if this step had begun it. Nothing is sent but the record, which who began it
 * may not have come to write.
 * @param left ARN of the revision it leaves
 */
export async function follow(
  { found, left, method }: { readonly found: Found; readonly left: string; readonly method: Method },
  onward: (scene: Scene) => Promise<RollbackResult>,
  tools: RollbackTools,
): Promise<RollbackResult> {
  const from = await readRevision(patient(tools.api, tools), left);
  const target: Target = { release: found.from, source: 'under-way' };
  const name = `rollback from ${nameRelease(from)} to ${nameRelease(found.from)}`;
  const { dryRun } = found.inputs;
  if (dryRun) {
    const reason = `Dry run: a ${name} is under way already and would be followed.`;
    return { outcome: 'dry-run', reason, from, to: found.from, method, source: target.source };
  }
  tools.log.info(`A ${name} is under way already; none is sent, it is followed.`);
  if (found.inputs.restore === 'service-revision')
    tools.log.warning('What it takes back besides the task definition is up to who began it; restore has no effect.');
  return await onward({ ...found, from, target });
}
