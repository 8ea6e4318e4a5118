import type { EcsService } from '#shared/ecs/api';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { beginRollout, type RolloutMemory } from '#shared/ecs/rollout/memory';
import { revertService, type Begun, type NotBegun, type Reverted, type RevertMethod } from '#shared/ecs/rollout/revert';
import { primaryOf, viewService, type DeploymentView, type ServiceView } from '#shared/ecs/rollout/view';
import { watchRollout } from '#shared/ecs/rollout/watch';
import { conclude } from './conclude.ts';
import { markRollback } from '../record/mark.ts';
import type { Restore } from '../restore/restore.ts';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { besidesLooks } from './look-later.ts';
import { sending } from './sending.ts';
import { slowWayBack } from './slow.ts';
import { FAILED_TASKS, unlessCancelled } from './watching.ts';

/**
 * Asks ECS to go back, unless it is on its way there, and waits for the end.
 * @throws {ActionError} when AWS refuses, so that nothing was changed
 */
export async function goBack(scene: Scene, tools: RollbackTools): Promise<RollbackResult> {
  const reverted = await revert(scene, tools);
  if (reverted.method === 'none') return notBegun(scene, reverted);
  tools.log.info(`method: ${reverted.method}`);
  if (reverted.joined === true)
    tools.log.info('Somebody else has begun the same rollback; none is sent, it is followed.');
  if (scene.restore !== undefined) tellRestore(scene.restore, reverted, tools);
  const slow =
    reverted.method === 'update-service' ? await slowWayBack(reverted.service, scene.inputs.waitMs) : undefined;
  if (slow !== undefined) tools.log.warning(slow);
  const { method, joined } = reverted;
  const begun = { method, memory: memoryOf(scene, reverted), joined };
  return await besidesLooks(scene.target, tools, () => seeThrough(scene, begun, tools));
}

/** Records a way back that was begun, by this step or another, and follows it to its end. */
export async function seeThrough(
  scene: Scene,
  way: { readonly method: RevertMethod; readonly memory: RolloutMemory; readonly joined?: boolean | undefined },
  tools: RollbackTools,
): Promise<RollbackResult> {
  const { inputs, from, target } = scene;
  const { method, memory, joined } = way;
  const { release } = target;
  tools.onBegin?.({ from, to: release, joined });
  tools.journal?.learn({ from, to: release, source: target.source, method });
  const failFast = { failedTasks: FAILED_TASKS };
  const options = { api: tools.api, ref: inputs.ref, memory, budgetMs: inputs.waitMs, failFast, eager: true };
  const watched = await unlessCancelled({ to: release.taskDefinitionArn, by: 'Amazon ECS' }, tools, async () => {
    const [seen] = await Promise.all([
      watchRollout(options, tools),
      markRollback({ from, to: release, reason: inputs.reason }, tools),
    ]);
    return seen;
  });
  return await conclude(scene, { method, watched }, tools);
}

async function revert(scene: Scene, tools: RollbackTools): Promise<Reverted> {
  const { inputs, current, target, restore } = scene;
  const way = {
    ref: inputs.ref,
    target: target.release.taskDefinitionArn,
    leaving: current.taskDefinition,
    settings: restore?.update,
    seen: target.stoppable,
    over: target.over,
  };
  return await sending(scene, tools, () => revertService(patient(tools.api, tools), way, tools));
}

function tellRestore({ differences }: Restore, { method, joined }: Begun, { log }: RollbackTools): void {
  if (differences.length === 0) return;
  if (method === 'stop-deployment') log.info('Amazon ECS restores the whole service revision, its settings too.');
  else if (joined === true) log.warning('Whether that takes back the settings of the service too is not known.');
}

/** Who acted between the first look and the request knows better than who chose the target before. */
function notBegun({ from, target }: Scene, { why, by }: NotBegun): RollbackResult {
  const name = revisionName(by.taskDefinition);
  const nothing = 'It is left alone, and nothing was taken back.';
  const known = { from, to: target.release, source: target.source };
  return why === 'deployed'
    ? {
        outcome: 'superseded',
        reason: `Another deployment, of ${name} (${by.id}), was begun since the service was looked at. ${nothing}`,
        ...known,
      }
    : {
        outcome: 'superseded',
        reason: `A rollback to ${name} is under way, not to ${revisionName(target.release.taskDefinitionArn)}. ${nothing}`,
        hint: `Wait for its end. To go on from there then: only-if-current: ${name}.`,
        ...known,
      };
}

function memoryOf({ view, current, target }: Scene, reverted: Begun): RolloutMemory {
  if (reverted.method === 'stop-deployment') return takenBack(current, view);
  const primary = newPrimary(reverted.service, { view, wanted: target.release.taskDefinitionArn });
  // A deployment known from before is PRIMARY again: ECS has taken back what was under way.
  if (primary === undefined && reverted.joined === true) return takenBack(current, view);
  if (primary === undefined)
    return beginRollout({ id: '', taskDefinition: target.release.taskDefinitionArn }, view, 'deployed');
  return beginRollout(primary, withOthers(view, reverted.service), 'deployed');
}

/** The deployment to watch is the one being stopped; where it goes is judged as a rollback. */
export function takenBack(left: DeploymentView, view: ServiceView): RolloutMemory {
  return {
    ...beginRollout(left, view, 'deployed'),
    rollbackRequested: true,
    failure: 'it was rolled back on request',
  };
}

/** Undefined as well where another one has replaced it already, which the watch finds. */
/** What an answer shows beside our deployment is older than it, also where somebody began it after the first look. */
function withOthers(view: ServiceView, answer: EcsService): ServiceView {
  const known = new Set(view.deployments.map(({ id }) => id));
  const others = viewService(answer).deployments.filter(({ id, status }) => status !== 'PRIMARY' && !known.has(id));
  return { ...view, deployments: [...view.deployments, ...others] };
}

function newPrimary(
  service: EcsService,
  { view, wanted }: { readonly view: ServiceView; readonly wanted: string },
): DeploymentView | undefined {
  const primary = primaryOf(viewService(service));
  const isNew = primary !== undefined && view.deployments.every(({ id }) => id !== primary.id);
  return isNew && sameRevision(primary.taskDefinition, wanted) ? primary : undefined;
}
