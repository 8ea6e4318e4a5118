import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi } from '#shared/ecs/api';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import { beginRollout } from '#shared/ecs/rollout/memory';
import { primaryOf, viewService, type DeploymentView } from '#shared/ecs/rollout/view';
import { requireService } from '#shared/ecs/service';
import { describeRelease, nameRelease } from './target/candidates.ts';
import { coolingDown } from './record/cooldown.ts';
import { findTarget } from './target/find-target.ts';
import { runningNeeds } from './target/running-needs.ts';
import { goBack, seeThrough } from './way-back/go-back.ts';
import type { RollbackInputs } from './inputs.ts';
import { deployable } from './way-back/register-again.ts';
import type { Restore } from './restore/restore.ts';
import type { RollbackResult } from './result.ts';
import { mayTurnBack, replacedBy } from './way-back/replaced.ts';
import { otherWay } from './other-way.ts';
import type { Found, RollbackTools, Scene, Turning } from './scene.ts';
import type { Search, Target } from './target/search.ts';

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

async function lookAt(inputs: RollbackInputs, tools: RollbackTools): Promise<Found> {
  const { api, log, journal } = tools;
  const { ref } = inputs;
  const read = await requireService(api, ref, ['ECS', 'CODE_DEPLOY']);
  const way = await otherWay(read, inputs, tools);
  const service = way?.service ?? read;
  const view = viewService(service);
  const current = way?.current ?? primaryOf(view);
  if (current === undefined) throw new ActionError(`Service ${ref.service} has no PRIMARY deployment.`);
  const { release: from, described } = await readCurrent(api, current);
  journal?.learn({ from });
  log.info(`runs: ${describeRelease(from)}, ${view.running} of ${view.desired} tasks`);
  return { inputs, ref, service, view, way, current, from, described };
}

async function findWanted(found: Found, tools: RollbackTools): Promise<Target> {
  const { inputs, ref, from, service, way } = found;
  const { to, environment, allowMigrations } = inputs;
  const running = inputs.dryRun || !inputs.preflight ? () => undefined : runningNeeds(found, tools);
  const under = way === undefined ? replacedBy(found, tools) : way.replaced;
  // Who only wants to know whether it would work today wants to know of everything that it needs.
  const replaced = under && { ...under, serves: under.serves && !inputs.dryRun };
  const history = { past: way?.past, completed: way?.completed };
  const search = { ref, to, environment, allowMigrations, from, service, running, replaced, ...history };
  const target = await findTarget(search, tools);
  tools.log.info(`target: ${describeRelease(target.release)}, from ${target.source}`);
  tools.journal?.learn({ to: target.release, source: target.source });
  return target;
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
  return await goBack({ ...found, target: await deployable(target, tools), restore }, tools);
}

async function restoreFor(found: Found, taskDefinition: string, tools: RollbackTools): Promise<Restore | undefined> {
  if (found.inputs.restore === 'task-definition') return undefined;
  const { planRestore } = await import('./restore/plan-restore.ts');
  return await planRestore(found, taskDefinition, { ...tools, api: patient(tools.api, tools) });
}

async function ecsRollbackUnderWay(found: Found, tools: RollbackTools): Promise<Turning | undefined> {
  if (!mayTurnBack(found)) return undefined;
  const { rollbackUnderWay } = await import('./way-back/follow.ts');
  return await rollbackUnderWay(found, tools);
}

/** Undefined when no rollback is under way, or `only-if-current` names neither what it leaves nor where it goes. */
async function followUnderWay(found: Found, tools: RollbackTools): Promise<RollbackResult | undefined> {
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

async function readCurrent(api: EcsApi, { taskDefinition }: DeploymentView): Promise<Revision> {
  try {
    return await describeRevision(api, taskDefinition);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(taskDefinition)}`, error);
  }
}
