import { isActive } from './capacity.ts';
import { nextStage, reached } from './stages.ts';
import type { LifecycleStage, StagePosition } from './strategy.ts';
import type { Action, DeploymentView, ServiceView, StagesView } from './view.ts';

/**
 * Tasks and next stage of a BLUE_GREEN, LINEAR or CANARY deployment. Green comes up whole beside blue, whatever the service's
 * percents are, and blue stays whole until CLEAN_UP: so a rollback at any stage has something to go back to.
 */
export function planStages(service: ServiceView, stages: StagesView): readonly Action[] {
  return [...capacity(service, stages), ...progress(service, stages)];
}

/** How many tasks a deployment is to have: `keep` neither starts nor stops any. */
type Wanted = number | 'keep';

function capacity(service: ServiceView, stages: StagesView): readonly Action[] {
  const stage = stages.position?.stage;
  if (!stage) return [];
  const mayShrink = reached(stage, 'CLEAN_UP');
  return [service.primary, ...service.others].flatMap((deployment) => {
    const wanted = wantedTasks(deployment, service, { stage, stages });
    return wanted === 'keep' ? [] : adjust(deployment, wanted, mayShrink || wanted === 0);
  });
}

function wantedTasks(
  deployment: DeploymentView,
  service: ServiceView,
  { stage, stages }: { readonly stage: LifecycleStage; readonly stages: StagesView },
): Wanted {
  const { desiredCount, primary } = service;
  const serves = deployment.tasks.some(({ state }) => state === 'healthy');
  if (stages.wayBack) {
    if (deployment === primary) return desiredCount;
    return stage !== 'CLEAN_UP' || (serves && !isWhole(primary, desiredCount)) ? 'keep' : 0;
  }
  if (deployment.id === stages.blue) return stage === 'CLEAN_UP' ? 0 : stages.proven ? desiredCount : 'keep';
  if (primary.rolloutState === 'FAILED') return 'keep';
  if (deployment === primary) return reached(stage, 'SCALE_UP') ? desiredCount : 'keep';
  return serves && stage !== 'CLEAN_UP' && !blueIsWhole(service, stages) ? 'keep' : 0;
}

/** ECS does not scale in while two revisions are up. */
function adjust(deployment: DeploymentView, wanted: number, mayShrink: boolean): readonly Action[] {
  const active = deployment.tasks.filter(isActive);
  const missing = deployment.launchable ? wanted - active.length : 0;
  if (missing > 0) return [{ kind: 'start', deployment: deployment.id, count: missing }];
  const stoppable = active.filter(({ state }) => state !== 'unhealthy').map(({ id }) => id);
  const excess = mayShrink ? stoppable.slice(0, Math.max(0, active.length - wanted)) : [];
  return excess.length > 0 ? [{ kind: 'stop', deployment: deployment.id, tasks: excess }] : [];
}

function progress(service: ServiceView, stages: StagesView): readonly Action[] {
  const { position } = stages;
  const { primary, desiredCount } = service;
  if (!position || primary.rolloutState !== 'IN_PROGRESS' || !isDone(service, stages, position.stage)) return [];
  const next = stages.wayBack ? stepBack(stages.wayBack, position) : nextStage(position, stages.steps);
  if (next) return [{ kind: 'enter', position: next }];
  return [{ kind: 'complete' }, ...(isWhole(primary, desiredCount) ? [{ kind: 'steady' } as const] : [])];
}

function stepBack(way: readonly LifecycleStage[], { stage, step }: StagePosition): StagePosition | undefined {
  const next = way[way.indexOf(stage) + 1];
  return next && { stage: next, step };
}

function isDone(service: ServiceView, stages: StagesView, stage: LifecycleStage): boolean {
  const gone = (deployments: readonly DeploymentView[]): boolean =>
    deployments.every(({ tasks }) => tasks.length === 0);
  // Nobody asks a hook's opinion on a rollback, but its end is waited for.
  if (stages.wayBack ? stages.hooks === 'waiting' : stages.hooks !== 'continue') return false;
  switch (stage) {
    case 'RECONCILE_SERVICE':
      return blueFails(service, stages) || gone(service.others.filter(({ id }) => id !== stages.blue));
    case 'SCALE_UP':
      return isWhole(service.primary, service.desiredCount);
    case 'CLEAN_UP':
      return gone(service.others) && (!stages.wayBack || isWhole(service.primary, service.desiredCount));
    default:
      return stages.baked;
  }
}

/** Nothing is expected of a blue that never completed. */
function blueIsWhole({ others, desiredCount }: ServiceView, { blue, proven }: StagesView): boolean {
  const found = others.find(({ id }) => id === blue);
  return !proven || !found || isWhole(found, desiredCount);
}

/** Then it is not waited for: the deployment may be what mends it. */
function blueFails({ others }: ServiceView, { blue }: StagesView): boolean {
  return others.find(({ id }) => id === blue)?.failing === true;
}

function isWhole({ tasks }: DeploymentView, desiredCount: number): boolean {
  const active = tasks.filter(isActive);
  return active.length >= desiredCount && active.every(({ state }) => state === 'healthy');
}
