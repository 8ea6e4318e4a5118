import type { RolloutState } from '../model.ts';
import type { HooksVerdict } from './hooks.ts';
import type { EarlySuccess, LifecycleStage, StagePosition } from './strategy.ts';

/**
 * Where a task stands for the scheduler.
 * - `starting`: not RUNNING yet; `due`: waits to be registered with its target groups
 * - `running`: RUNNING, not yet known to be healthy; `healthy`; `unhealthy`: a health check failed
 * - `leaving`: stopping, its targets still registered; `gone-soon`: stopping, nothing left to deregister
 */
export type TaskState = 'starting' | 'due' | 'running' | 'healthy' | 'unhealthy' | 'leaving' | 'gone-soon';

export interface TaskView {
  readonly id: string;
  readonly state: TaskState;
}

export interface DeploymentView {
  readonly id: string;
  readonly rolloutState: RolloutState;
  /** Lost tasks are replaced: so for PRIMARY until it fails, and for the deployment that completed last while it is being replaced. */
  readonly keepsTasks: boolean;
  readonly desiredCount: number;
  /** False while launches are backed off. */
  readonly launchable: boolean;
  /** Its tasks fail one after the other. */
  readonly failing: boolean;
  /** All but STOPPED ones. */
  readonly tasks: readonly TaskView[];
}

/** Why a deployment is given up. */
export type Cause = 'breaker' | 'alarm' | 'hook' | 'traffic' | 'time-limit' | 'request';

/** What BLUE_GREEN, LINEAR and CANARY add to the snapshot. */
export interface StagesView {
  /** Undefined before the first look. */
  readonly position: StagePosition | undefined;
  /** Green's percent of production traffic after each shift. */
  readonly steps: readonly number[];
  /** Id of the deployment that serves until traffic has moved. */
  readonly blue: string | undefined;
  /** Blue has completed: it is kept whole. */
  readonly proven: boolean;
  readonly hooks: HooksVerdict;
  /** The bake time that belongs to this stage, if any, is over. */
  readonly baked: boolean;
  /** The stages of the rollback under way. */
  readonly wayBack: readonly LifecycleStage[] | undefined;
}

/** All the scheduler's decision rests on, as of one instant. */
export interface ServiceView {
  readonly draining: boolean;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly primary: DeploymentView;
  readonly others: readonly DeploymentView[];
  /** The service deployment waits for its first look. */
  readonly pending: boolean;
  /** What there is against the deployment under way, if anything. */
  readonly against: Cause | undefined;
  /** `against` is to be answered by a rollback, and there is a completed deployment to go back to. */
  readonly rollsBack: boolean;
  /** The deployment under way is a rollback. */
  readonly rollingBack: boolean;
  /** How long a rolling deployment is watched before it is COMPLETED. */
  readonly bake: 'none' | 'not-begun' | 'under-way' | 'over';
  readonly earlySuccess: EarlySuccess | undefined;
  /** Undefined unless a deployment with stages is under way, or was left where it failed. */
  readonly stages: StagesView | undefined;
  /** The steady state, if it holds, has not been told, or long ago. */
  readonly steadyIsNews: boolean;
}

export type Action =
  | { readonly kind: 'begin' }
  | { readonly kind: 'deregister'; readonly tasks: readonly string[] }
  | { readonly kind: 'register'; readonly tasks: readonly string[] }
  | { readonly kind: 'replace'; readonly task: string }
  | { readonly kind: 'stop'; readonly deployment: string; readonly tasks: readonly string[] }
  | { readonly kind: 'start'; readonly deployment: string; readonly count: number }
  | { readonly kind: 'fail'; readonly cause: Cause; readonly rollBack: boolean }
  | { readonly kind: 'enter'; readonly position: StagePosition }
  | { readonly kind: 'bake' }
  | { readonly kind: 'forget'; readonly deployment: string }
  | { readonly kind: 'complete' }
  | { readonly kind: 'steady' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'inactivate' };
