import { AwsError } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import type { Deployment, Service, ServiceDeployment, StageRun } from '../model.ts';
import { tellOnce } from './events.ts';
import { pollHooks, startHooks } from './hooks.ts';
import type { Serving } from './serving.ts';
import { productionSteps, rollbackStages } from './stages.ts';
import type { StagePosition, Strategy } from './strategy.ts';
import { prepareTraffic, restoreTraffic, routeTo, shiftProduction, shiftTest } from './traffic.ts';

/** What a deployment with stages begins with; undefined for ROLLING. */
export function newStageRun(strategy: Strategy, green: Deployment, serving: Serving | undefined): StageRun | undefined {
  if (strategy.kind === 'ROLLING') return undefined;
  return {
    blue: serving?.deployment,
    proven: serving?.standing === 'proven',
    green,
    steps: productionSteps(strategy, serving !== undefined && serving.standing !== 'starting'),
    position: undefined,
    since: green.createdAt,
    production: 0,
    test: 0,
    hooks: [],
    trafficFailed: false,
    wayBack: undefined,
  };
}

/** Comes to a stage: does at once what it is there for, and starts its hooks. */
export function enterStage(
  context: EcsContext,
  service: Service,
  { record, position }: { readonly record: ServiceDeployment; readonly position: StagePosition },
): void {
  const run = record.stages;
  if (!run) return;
  const now = context.clock.now();
  run.position = position;
  run.since = now;
  record.updatedAt = now;
  if (!run.wayBack) doWork(context, service, { run, position });
  else if (position.stage !== 'SCALE_UP') giveBack(context, service, run);
  run.hooks = startHooks(context, record.configuration.hooks, position.stage);
  pollHooks(context, service, record);
}

function doWork(
  context: EcsContext,
  service: Service,
  { run, position: { stage, step } }: { readonly run: StageRun; readonly position: StagePosition },
): void {
  const move = (order: () => void): void => {
    run.trafficFailed = !moved(context, service, order);
  };
  switch (stage) {
    case 'PRE_SCALE_UP':
      move(() => {
        prepareTraffic(context, run);
      });
      break;
    case 'TEST_TRAFFIC_SHIFT':
      move(() => {
        shiftTest(context, run, 100);
      });
      break;
    case 'PRODUCTION_TRAFFIC_SHIFT':
      move(() => {
        shiftProduction(context, run, run.steps[step] ?? 100);
      });
      break;
    case 'CLEAN_UP':
      if (run.blue) run.blue.desiredCount = 0;
      break;
    default:
  }
}

/** A listener rule may have been deleted under the service. The wording of the event is not published. */
function moved(context: EcsContext, service: Service, order: () => void): boolean {
  try {
    order();
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    tellOnce(context, service, `was unable to shift traffic. Reason: ${error.message}`);
    return false;
  }
}

/** Blue has all traffic again, at once. */
export function giveBack(context: EcsContext, service: Service, run: StageRun): void {
  moved(context, service, () => {
    restoreTraffic(context, run);
  });
}

/** A deployment that was not given all the traffic yet, but is what serves, has it from now on. */
export function giveAll(context: EcsContext, service: Service, { revision }: Deployment): void {
  moved(context, service, () => {
    routeTo(context, revision);
  });
}

/** Settles the way back, and makes its first step. */
export function turnStagesBack(
  context: EcsContext,
  service: Service,
  { record, run, target }: { readonly record: ServiceDeployment; readonly run: StageRun; readonly target: Deployment },
): void {
  const cleaningUp = run.position?.stage === 'CLEAN_UP';
  const down = cleaningUp || target !== run.blue;
  run.wayBack = rollbackStages({ production: run.production > 0, test: run.test > 0, down });
  if (!cleaningUp) giveBack(context, service, run);
  const [stage = 'CLEAN_UP'] = run.wayBack;
  enterStage(context, service, { record, position: { stage, step: run.position?.step ?? 0 } });
}
