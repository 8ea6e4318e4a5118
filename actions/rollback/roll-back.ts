import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { beginRollout } from '#shared/ecs/rollout/memory';
import { findWanted } from './find-wanted.ts';
import type { RollbackInputs } from './inputs.ts';
import { lookAt } from './look-at.ts';
import { coolingDown } from './record/cooldown.ts';
import type { Restore } from './restore/restore.ts';
import type { RollbackResult } from './result.ts';
import type { Found, RollbackTools, Scene } from './scene.ts';
import { nameRelease } from './target/candidates.ts';
import type { Search, Target } from './target/search.ts';
import { followUnderWay } from './under-way.ts';
import { goBack, seeThrough } from './way-back/go-back.ts';
import { deployable } from './way-back/register-again.ts';

/**
 * Takes a service back to an earlier release and waits until it serves. Does nothing when it runs that already, when
 * somebody deployed since (`only-if-current`), or a moment after another rollback; one that is under way is followed.
 * @throws {ActionError} when there is nothing to go back to or AWS refuses, so that nothing was changed
 */
export async function rollBack(inputs: RollbackInputs, tools: RollbackTools): Promise<RollbackResult> {
  // Before the request nobody else asks again when AWS is busy; afterwards the watch does.
  const reading = { ...tools, api: patient(tools.api, tools) };
  const found = await lookAt(inputs, reading);
  const { ref, from, current, way } = found;
  if (inputs.list) return await list({ ref, from, past: way?.past }, reading);
  const expected = inputs.onlyIfCurrent;
  const isExpected = expected !== undefined && sameRevision(current.taskDefinition, expected);
  // Who names the release that a rollback under way goes to knows of it, and wants to go on from there.
  const settled = isExpected ? undefined : await followUnderWay(found, tools);
  if (settled !== undefined) return settled;
  if (expected !== undefined && !isExpected) {
    const reason = `The service runs ${revisionName(current.taskDefinition)}, not ${revisionName(expected)}: it was deployed or rolled back since, so nothing is done.`;
    // Where the record tells of the rollback that was asked for, what runs is the release wanted.
    const to = sameRevision(from.restored?.from ?? '', expected) ? from : undefined;
    return { outcome: 'nothing-to-do', reason, from, to };
  }
  const cooling = coolingDown(inputs, from, tools);
  if (cooling !== undefined) return cooling;
  return await goTo(found, await findWanted(found, reading), tools);
}

async function goTo(found: Found, target: Target, tools: RollbackTools): Promise<RollbackResult> {
  const { inputs, current, from } = found;
  const { release: to, source } = target;
  if (to.taskDefinitionArn === current.taskDefinition) {
    // It is not there yet: whether it arrives is what this step is asked.
    if (current.rolloutState === 'IN_PROGRESS' && !inputs.dryRun)
      return await (found.way?.awaitCurrent({ ...found, target }, tools) ?? awaitCurrent({ ...found, target }, tools));
    return { outcome: 'nothing-to-do', reason: `The service runs ${nameRelease(to)} already.`, from, to, source };
  }
  const restore = await restoreFor(found, to.taskDefinitionArn, tools);
  if (inputs.dryRun) {
    const { foretell } = await import('./dry-run.ts');
    return await foretell({ ...found, target, restore }, tools);
  }
  if (found.way !== undefined) return await found.way.goBack({ ...found, target }, tools);
  return await goBack({ ...found, target: await deployable({ ...found, target }, tools), restore }, tools);
}

async function restoreFor(found: Found, taskDefinition: string, tools: RollbackTools): Promise<Restore | undefined> {
  if (found.inputs.restore === 'task-definition') return undefined;
  const { planRestore } = await import('./restore/plan-restore.ts');
  return await planRestore(found, taskDefinition, { ...tools, api: patient(tools.api, tools) });
}

/** The release wanted is being deployed already, by somebody else. */
async function awaitCurrent(scene: Scene, tools: RollbackTools): Promise<RollbackResult> {
  tools.log.info(`${nameRelease(scene.from)} is being deployed already; nothing is sent, its deployment is followed.`);
  return await seeThrough(
    scene,
    { method: 'update-service', memory: beginRollout(scene.current, scene.view, 'deployed') },
    tools,
  );
}

async function list(search: Pick<Search, 'ref' | 'from' | 'past'>, tools: RollbackTools): Promise<RollbackResult> {
  const { listReleases } = await import('./list/list.ts');
  const releases = await listReleases(search, tools);
  const reason = `${releases.length} releases of ${search.ref.service} can be named with \`to:\`; nothing was changed.`;
  return { outcome: 'listed', reason, from: search.from, releases };
}
