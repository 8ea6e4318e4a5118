import type { DeploymentView, ServiceView } from './view.ts';
import type { RolloutMemory } from './memory.ts';
import type { HookView } from './service-deployment.ts';

/** How a rollout ended. They are different facts: a superseded deployment did not fail, a failed one is not slow. */
export type Verdict =
  /** `early`: its tasks are healthy and have the traffic, which was all that was waited for; ECS is not done yet. */
  | { readonly kind: 'deployed'; readonly early?: true }
  | Failed
  | { readonly kind: 'rolled-back'; readonly reason: string; readonly to: string; readonly deploymentId: string }
  | { readonly kind: 'superseded'; readonly by: Pick<DeploymentView, 'id' | 'taskDefinition'> }
  /** It waits for somebody to continue it or to take it back. */
  | Paused
  /** The service is deleted, or about to be. */
  | { readonly kind: 'gone'; readonly reason: string };

export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
  /** The revision that serves now; undefined when none does for sure. */
  readonly serving: string | undefined;
  /** Whether it still stands there as the deployment the service wants: nobody has taken it back or replaced it. */
  readonly stands: boolean;
}

export interface Paused {
  readonly kind: 'paused';
  /** ARN of the service deployment. */
  readonly serviceDeployment: string;
  /** Where it stands; undefined when ECS does not say. */
  readonly stage: string | undefined;
  /** Percent of the production traffic that the new revision has. */
  readonly traffic: number | undefined;
  /** What it waits for: one hook or more. */
  readonly hooks: readonly HookView[];
}

export interface Judgement {
  readonly memory: RolloutMemory;
  /** Undefined while it is not decided. */
  readonly verdict: Verdict | undefined;
}

/** A service and what is known of the rollout, this look included. */
export interface Scene {
  readonly service: ServiceView;
  readonly memory: RolloutMemory;
}

export function decide(memory: RolloutMemory, verdict: Verdict): Judgement {
  return { memory, verdict };
}

export function undecided(memory: RolloutMemory): Judgement {
  return { memory, verdict: undefined };
}
