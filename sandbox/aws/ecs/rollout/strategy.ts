import type { JsonValue } from '#sandbox/aws/service';

export type ThresholdType = 'COUNT' | 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT';

export interface CircuitBreaker {
  readonly enable: boolean;
  readonly rollback: boolean;
  readonly resetOnHealthyTask: boolean;
  readonly threshold: { readonly type: ThresholdType; readonly value: number };
}

/** Minutes and percents are those of the API. */
export type Strategy =
  | { readonly kind: 'ROLLING' }
  | { readonly kind: 'BLUE_GREEN' }
  | { readonly kind: 'LINEAR'; readonly stepPercent: number; readonly stepBakeTimeInMinutes: number }
  | { readonly kind: 'CANARY'; readonly canaryPercent: number; readonly canaryBakeTimeInMinutes: number };

export interface DeploymentAlarms {
  readonly names: readonly string[];
  readonly enable: boolean;
  readonly rollback: boolean;
}

export type HookAction = 'CONTINUE' | 'ROLLBACK';

export interface LifecycleHook {
  readonly target:
    | { readonly type: 'PAUSE' }
    | {
        readonly type: 'AWS_LAMBDA';
        readonly functionArn: string;
        readonly roleArn: string | undefined;
        readonly details: JsonValue;
      };
  readonly stages: readonly LifecycleStage[];
  readonly timeout: { readonly minutes: number; readonly action: HookAction };
}

/** When a rolling deployment counts as successful before it is over. */
export interface EarlySuccess {
  readonly healthyPercent: number;
  readonly cleanup: 'BLOCKING' | 'DEFERRED';
}

export interface DeploymentConfiguration {
  readonly strategy: Strategy;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly breaker: CircuitBreaker;
  readonly alarms: DeploymentAlarms | undefined;
  /** Undefined when none was given. */
  readonly bakeTimeInMinutes: number | undefined;
  readonly hooks: readonly LifecycleHook[];
  readonly earlySuccess: EarlySuccess | undefined;
}

/** In their order. ROLLING has none. */
export type LifecycleStage =
  | 'RECONCILE_SERVICE'
  | 'PRE_SCALE_UP'
  | 'SCALE_UP'
  | 'POST_SCALE_UP'
  | 'TEST_TRAFFIC_SHIFT'
  | 'POST_TEST_TRAFFIC_SHIFT'
  | 'PRE_PRODUCTION_TRAFFIC_SHIFT'
  | 'PRODUCTION_TRAFFIC_SHIFT'
  | 'POST_PRODUCTION_TRAFFIC_SHIFT'
  | 'BAKE_TIME'
  | 'CLEAN_UP';

export interface StagePosition {
  readonly stage: LifecycleStage;
  /** Which of the production shifts comes next or is under way, from 0. */
  readonly step: number;
}

/** One run of one hook, at one visit of a stage. */
export interface HookRun {
  readonly id: string;
  readonly hook: LifecycleHook;
  readonly expiresAt: number;
  status: 'AWAITING_ACTION' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  /** What it means for the deployment; undefined while it is awaited. */
  outcome: HookAction | undefined;
  /** When the function is called (again); undefined while it is being called, and for pauses. */
  callAt: number | undefined;
  calledAt: number | undefined;
  /** What the function gave to keep until its next call. */
  details: JsonValue;
}

export type MonitorStatus = 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED';
