import { ActionError, errorMessage } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService } from '#shared/ecs/api';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { readRevision } from '#shared/ecs/revisions';
import { beginRollout, type RolloutMemory } from '#shared/ecs/rollout/memory';
import { planRevert, revertService, type Begun, type Reverted } from '#shared/ecs/rollout/revert';
import { primaryOf, viewService, type DeploymentView, type ServiceView } from '#shared/ecs/rollout/view';
import { watchRollout, type Watched } from '#shared/ecs/rollout/watch';
import { requireService } from '#shared/ecs/service';
import { failedTag, type Release } from '#shared/release/record';
import { describeRelease, isForward, nameRelease } from './candidates.ts';
import { conclude } from './conclude.ts';
import { findTarget } from './find-target.ts';
import type { RollbackInputs } from './inputs.ts';
import { deployable } from './register-again.ts';
import type { RollbackResult } from './result.ts';
import type { RollbackTools, Scene } from './scene.ts';
import type { Search } from './search.ts';

/** Failed tasks of the release gone back to at which waiting is given up: it served before, so this is no chance. */
const FAILED_TASKS = 2;

/**
 * Takes a service back to an earlier release and waits until it serves. Does nothing when it runs that already, or
 * when somebody deployed since (`only-if-current`).
 * @throws {ActionError} when there is nothing to go back to or AWS refuses, so that nothing was changed
 */
export async function rollBack(inputs: RollbackInputs, tools: RollbackTools): Promise<RollbackResult> {
  const { ref, onlyIfCurrent } = inputs;
  // Before the request nobody else asks again when AWS is busy; afterwards the watch does.
  const reading = { ...tools, api: patient(tools.api, tools) };
  const service = await requireService(reading.api, ref);
  const view = viewService(service);
  const current = primaryOf(view);
  if (current === undefined) throw new ActionError(`Service ${ref.service} has no PRIMARY deployment.`);
  const from = await readCurrent(reading.api, current);
  tools.log.info(`runs: ${describeRelease(from)}, ${view.running} of ${view.desired} tasks`);
  if (inputs.list) return await list({ ref, from }, reading);
  if (onlyIfCurrent !== undefined && !sameRevision(current.taskDefinition, onlyIfCurrent)) {
    const reason = `The service runs ${revisionName(current.taskDefinition)}, not ${revisionName(onlyIfCurrent)}: it was deployed or rolled back since, so nothing is done.`;
    return { outcome: 'nothing-to-do', reason, from };
  }
  const { to: wish, environment, allowMigrations } = inputs;
  const target = await findTarget({ ref, to: wish, environment, allowMigrations, from, service }, reading);
  tools.log.info(`target: ${describeRelease(target.release)}, from ${target.source}`);
  const { release: to, source } = target;
  if (to.taskDefinitionArn === current.taskDefinition) {
    return { outcome: 'nothing-to-do', reason: `The service runs ${nameRelease(to)} already.`, from, to, source };
  }
  if (inputs.dryRun) {
    const leaving = current.taskDefinition;
    const method = await planRevert(tools.api, { ref, target: to.taskDefinitionArn, leaving });
    const how = method === 'stop-deployment' ? 'by stopping the deployment under way' : 'by updating the service';
    const again = target.inactive === undefined ? '' : ', which would be registered again';
    const reason = `Dry run: the service would go from ${nameRelease(from)} back to ${nameRelease(to)}${again}, ${how}.`;
    return { outcome: 'dry-run', reason, from, to, method, source };
  }
  return await goBack({ inputs, view, current, from, target: await deployable(target, tools) }, tools);
}

async function list(search: Pick<Search, 'ref' | 'from'>, tools: RollbackTools): Promise<RollbackResult> {
  const { listReleases } = await import('./list.ts');
  const releases = await listReleases(search, tools);
  const reason = `${releases.length} releases of ${search.ref.service} can be named with \`to:\`; nothing was changed.`;
  return { outcome: 'listed', reason, from: search.from, releases };
}

async function readCurrent(api: EcsApi, { taskDefinition }: DeploymentView): Promise<Release> {
  try {
    return await readRevision(api, taskDefinition);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(taskDefinition)}`, error);
  }
}

async function goBack(scene: Scene, tools: RollbackTools): Promise<RollbackResult> {
  const { inputs, target } = scene;
  const arn = target.release.taskDefinitionArn;
  const reverted = await revert(scene, tools);
  if (reverted.method === 'none') return overtaken(scene, reverted.by);
  tools.log.info(`method: ${reverted.method}`);
  await markFailed(scene, tools);
  const memory = memoryOf(scene, reverted);
  const failFast = { failedTasks: FAILED_TASKS };
  const options = { api: tools.api, ref: inputs.ref, memory, budgetMs: inputs.waitMs, failFast };
  const watched = await watch(options, tools, arn);
  return await conclude(scene, { reverted, watched }, tools);
}

async function revert({ inputs, current, target }: Scene, tools: RollbackTools): Promise<Reverted> {
  const arn = target.release.taskDefinitionArn;
  try {
    return await revertService(tools.api, { ref: inputs.ref, target: arn, leaving: current.taskDefinition }, tools);
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`take service ${inputs.ref.service} back to ${revisionName(arn)}`, error);
  }
}

/** Who deployed between the first look and the update knows better than who chose the target before. */
function overtaken({ from, target }: Scene, by: DeploymentView): RollbackResult {
  const reason = `Another deployment, of ${revisionName(by.taskDefinition)} (${by.id}), was begun since the service was looked at. It is left alone, and nothing was taken back.`;
  return { outcome: 'failed', reason, from, to: target.release, source: target.source };
}

/** A cancelled job does not undo a rollback: half-way is the worst place to be. */
async function watch(
  options: Parameters<typeof watchRollout>[0],
  tools: RollbackTools,
  target: string,
): Promise<Watched> {
  try {
    return await watchRollout(options, tools);
  } catch (error) {
    if (tools.signal?.aborted === true) {
      tools.log.info(`The rollback to ${revisionName(target)} goes on, and Amazon ECS brings it to its end.`);
    }
    throw error;
  }
}

/**
 * Marks the release left as bad, so that no later rollback goes back to it before it is proven again. Not when going
 * forward: who returns to a newer release after a rollback by mistake says nothing against the older one.
 */
async function markFailed({ from, target }: Scene, { api, clock, log, signal }: RollbackTools): Promise<void> {
  if (isForward(from, target.release)) {
    log.info(`${nameRelease(from)} is older than the target, so it is not marked as bad`);
    return;
  }
  try {
    await api.tagResource(from.taskDefinitionArn, [failedTag(new Date(clock.now()), 'rollback')]);
    log.info(`marked as bad: ${revisionName(from.taskDefinitionArn)}`);
  } catch (error) {
    signal?.throwIfAborted();
    // The rollback itself counts; without the mark, a later one has to be told where to go.
    log.warning(`${revisionName(from.taskDefinitionArn)} could not be marked as bad: ${errorMessage(error)}`);
  }
}

function memoryOf({ view, current, target }: Scene, reverted: Begun): RolloutMemory {
  if (reverted.method === 'stop-deployment') {
    // The deployment to watch is the one being stopped; where it goes is judged as a rollback.
    return {
      ...beginRollout(current, view, 'deployed'),
      rollbackRequested: true,
      failure: 'it was rolled back on request',
    };
  }
  const primary = newPrimary(reverted.service, view);
  return beginRollout(primary ?? { id: '', taskDefinition: target.release.taskDefinitionArn }, view, 'deployed');
}

function newPrimary(service: EcsService, before: ServiceView): DeploymentView | undefined {
  const primary = primaryOf(viewService(service));
  return before.deployments.some(({ id }) => id === primary?.id) ? undefined : primary;
}
