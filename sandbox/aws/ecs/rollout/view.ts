import type { RolloutState } from '../model.ts';

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
  /** All but STOPPED ones. */
  readonly tasks: readonly TaskView[];
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
  readonly breakerTripped: boolean;
  /** Somebody asked for StopServiceDeployment ROLLBACK. */
  readonly rollbackRequested: boolean;
  /** Breaker failures are to be rolled back, and there is a completed deployment to go back to. */
  readonly breakerRollsBack: boolean;
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
  | { readonly kind: 'fail'; readonly rollBack: boolean }
  | { readonly kind: 'roll-back' }
  | { readonly kind: 'forget'; readonly deployment: string }
  | { readonly kind: 'complete' }
  | { readonly kind: 'steady' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'inactivate' };
