import type { JsonObject } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import type { Service, ServiceDeployment, StageRun } from '../model.ts';
import { elapsed, fromNow } from '../time.ts';
import { timings } from '../timings.ts';
import type { HookAction, HookRun, LifecycleHook, LifecycleStage } from './strategy.ts';
import { sharesOf } from './traffic.ts';

/** The hooks of a stage as the deployment comes to it, each with an id of its own. Pauses are not for rollbacks. */
export function startHooks(
  { clock, ids }: EcsContext,
  hooks: readonly LifecycleHook[],
  stage: LifecycleStage,
): readonly HookRun[] {
  return hooks
    .filter(({ stages }) => stages.includes(stage))
    .map((hook) => {
      const pause = hook.target.type === 'PAUSE';
      return {
        id: ids.hook(pause ? 'pause' : 'lambda'),
        hook,
        expiresAt: fromNow(clock, hook.timeout.minutes * 60_000),
        status: pause ? 'AWAITING_ACTION' : 'IN_PROGRESS',
        outcome: undefined,
        callAt: pause ? undefined : clock.now(),
        calledAt: undefined,
        details: hook.target.type === 'AWS_LAMBDA' ? hook.target.details : undefined,
      };
    });
}

export type HooksVerdict = 'waiting' | 'continue' | 'roll-back';

/** Hooks of one stage run side by side; one that wants the rollback is enough for it. */
export function verdictOf(runs: readonly HookRun[]): HooksVerdict {
  if (runs.some(({ outcome }) => outcome === 'ROLLBACK')) return 'roll-back';
  return runs.every(({ outcome }) => outcome === 'CONTINUE') ? 'continue' : 'waiting';
}

/** ContinueServiceDeployment, and what time does to a hook. */
export function settleHook(run: HookRun, status: HookRun['status'], outcome: HookAction): void {
  run.status = status;
  run.outcome = outcome;
  run.callAt = undefined;
  run.calledAt = undefined;
}

/** Calls the functions that are due, and gives up the hooks whose time is over. */
export function pollHooks(context: EcsContext, service: Service, record: ServiceDeployment): void {
  const { clock } = context;
  for (const run of record.stages?.hooks ?? []) {
    if (run.outcome !== undefined) continue;
    if (clock.now() >= run.expiresAt) {
      settleHook(run, 'TIMED_OUT', run.hook.timeout.action);
    } else if (run.calledAt !== undefined && elapsed(clock, run.calledAt) >= timings.hookCall) {
      settleHook(run, 'FAILED', 'ROLLBACK');
    } else if (run.callAt !== undefined && clock.now() >= run.callAt) {
      void call(context, service, { record, run });
    }
  }
}

async function call(
  { clock, lambda, log }: EcsContext,
  service: Service,
  { record, run }: { readonly record: ServiceDeployment; readonly run: HookRun },
): Promise<void> {
  const { target } = run.hook;
  if (target.type !== 'AWS_LAMBDA' || !record.stages) return;
  const calledAt = clock.now();
  run.callAt = undefined;
  run.calledAt = calledAt;
  let answer: JsonObject;
  try {
    answer = await lambda.invoke(target.functionArn, hookEvent(service, record.stages, run));
  } catch (error) {
    log(`lifecycle hook ${target.functionArn}: ${String(error)}`);
    answer = {};
  }
  // It may have been given up, or called again, in the meantime.
  if (run.outcome === undefined && run.calledAt === calledAt) take(run, answer, clock);
}

/**
 * `{"hookStatus": "SUCCEEDED" | "FAILED" | "IN_PROGRESS", "callBackDelay": 30, "hookDetails": …}`; an answer without a status is a failure.
 * Developer guide, "Lambda hooks for Amazon ECS service deployments".
 */
function take(run: HookRun, answer: JsonObject, clock: EcsContext['clock']): void {
  run.calledAt = undefined;
  const { hookStatus, callBackDelay, hookDetails } = answer;
  if (hookStatus === 'SUCCEEDED') {
    settleHook(run, 'SUCCEEDED', 'CONTINUE');
  } else if (hookStatus === 'IN_PROGRESS') {
    run.details = hookDetails ?? run.details;
    run.callAt = fromNow(clock, typeof callBackDelay === 'number' ? callBackDelay * 1000 : timings.hookCallBack);
  } else {
    settleHook(run, 'FAILED', 'ROLLBACK');
  }
}

/**
 * The developer guide documents the members at the top; published functions read them from `executionDetails`, so they are in both
 * places. Before the test shift there are no test weights.
 */
function hookEvent(service: Service, stages: StageRun, run: HookRun): JsonObject {
  const deployments = [stages.green, ...(stages.blue ? [stages.blue] : [])];
  const weights = (pick: (shares: ReturnType<typeof sharesOf>) => number): JsonObject =>
    Object.fromEntries(deployments.map((entry) => [entry.revision.arn, pick(sharesOf(stages, entry))]));
  const execution = {
    serviceArn: service.arn,
    targetServiceRevisionArn: stages.green.revision.arn,
    testTrafficWeights: stages.test > 0 ? weights((shares) => shares.requestedTestTrafficWeight) : {},
    productionTrafficWeights: weights((shares) => shares.requestedProductionTrafficWeight),
  };
  return {
    ...execution,
    executionDetails: execution,
    executionId: run.id,
    lifecycleStage: stages.position?.stage,
    resourceArn: service.arn,
    ...(run.details === undefined ? {} : { hookDetails: run.details }),
  };
}
