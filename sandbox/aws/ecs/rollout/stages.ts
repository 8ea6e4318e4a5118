import type { LifecycleStage, StagePosition, Strategy } from './strategy.ts';

/**
 * Green's percent of production traffic after each shift.
 * @param replaces whether there is a deployment that serves now; the first of a service takes all traffic at once
 */
export function productionSteps(strategy: Strategy, replaces: boolean): readonly number[] {
  if (!replaces) return [100];
  switch (strategy.kind) {
    case 'LINEAR':
      return linearSteps(strategy.stepPercent);
    case 'CANARY':
      return strategy.canaryPercent < 100 ? [strategy.canaryPercent, 100] : [100];
    case 'BLUE_GREEN':
    case 'ROLLING':
      return [100];
  }
}

function linearSteps(percent: number): readonly number[] {
  // In tenths of a percent, which are whole numbers: 3.3 added up thirty times is not 99.
  const tenths = Math.round(percent * 10);
  return Array.from({ length: Math.ceil(1000 / tenths) }, (_, index) => Math.min(1000, (index + 1) * tenths) / 10);
}

/** Milliseconds of AWS time that a shift is watched before the next one. There is no such wait after 100 percent. */
export function stepBake(strategy: Strategy, percent: number): number {
  if (percent >= 100) return 0;
  if (strategy.kind === 'LINEAR') return strategy.stepBakeTimeInMinutes * 60_000;
  return strategy.kind === 'CANARY' ? strategy.canaryBakeTimeInMinutes * 60_000 : 0;
}

/**
 * RECONCILE_SERVICE only happens when more than one service revision is active as the deployment starts.
 * @param leftovers whether there are revisions besides the one that serves
 */
export function firstStage(leftovers: boolean): StagePosition {
  return { stage: leftovers ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP', step: 0 };
}

const following: Readonly<Record<LifecycleStage, LifecycleStage | undefined>> = {
  RECONCILE_SERVICE: 'PRE_SCALE_UP',
  PRE_SCALE_UP: 'SCALE_UP',
  SCALE_UP: 'POST_SCALE_UP',
  POST_SCALE_UP: 'TEST_TRAFFIC_SHIFT',
  TEST_TRAFFIC_SHIFT: 'POST_TEST_TRAFFIC_SHIFT',
  POST_TEST_TRAFFIC_SHIFT: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
  PRE_PRODUCTION_TRAFFIC_SHIFT: 'PRODUCTION_TRAFFIC_SHIFT',
  PRODUCTION_TRAFFIC_SHIFT: 'POST_PRODUCTION_TRAFFIC_SHIFT',
  POST_PRODUCTION_TRAFFIC_SHIFT: 'BAKE_TIME',
  BAKE_TIME: 'CLEAN_UP',
  CLEAN_UP: undefined,
};

/** What follows a stage that is done; undefined after the last. The two stages of a production shift recur at every step. */
export function nextStage({ stage, step }: StagePosition, steps: readonly number[]): StagePosition | undefined {
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT' && step + 1 < steps.length) {
    return { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT', step: step + 1 };
  }
  const next = following[stage];
  return next && { stage: next, step };
}

/** How far a deployment had come when it was given up. */
export interface Progress {
  readonly production: boolean;
  readonly test: boolean;
  /** What is gone back to has no tasks, or loses them. */
  readonly down: boolean;
}

/**
 * The stages of a rollback: blue has the traffic at once (after it has come up again, where its tasks were being stopped
 * already), and the hooks of the shifts that had been made run again.
 * Developer guide, "Lifecycle hooks for Amazon ECS service deployments".
 */
export function rollbackStages({ production, test, down }: Progress): readonly LifecycleStage[] {
  return [
    ...(down ? (['SCALE_UP'] as const) : []),
    ...(production ? (['PRODUCTION_TRAFFIC_SHIFT'] as const) : []),
    ...(test ? (['TEST_TRAFFIC_SHIFT'] as const) : []),
    'CLEAN_UP',
  ];
}

const order = Object.keys(following);

/** Has the deployment come as far as `other`, or farther. */
export function reached(stage: LifecycleStage, other: LifecycleStage): boolean {
  return order.indexOf(stage) >= order.indexOf(other);
}
