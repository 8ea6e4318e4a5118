import type { DeploymentView, EventView, ServiceView } from './view.ts';

/** What is known of a rollout from one look to the next. A value: every look makes a new one. */
export interface RolloutMemory {
  /** The deployment followed; it changes when somebody sends the same revision again. */
  readonly deploymentId: string;
  readonly taskDefinition: string;
  /** `deployed`: ECS calls it completed. `stable`: besides, nothing of another deployment is left. */
  readonly waitFor: 'deployed' | 'stable';
  /** Deployments that were there before this one: id to task definition. */
  readonly earlier: ReadonlyMap<string, string>;
  /** Service deployment and events that were there before: they say nothing about this rollout. */
  readonly earlierServiceDeployment: string | undefined;
  readonly earlierEvents: ReadonlySet<string>;
  /** Whether an answer has shown the deployment yet. */
  readonly seen: boolean;
  /** Why it failed, once that is known. */
  readonly failure: string | undefined;
  /** We asked ECS to take it back. */
  readonly rollbackRequested: boolean;
  /** The deployment that took its place because it failed. */
  readonly rollback: { readonly deploymentId: string; readonly taskDefinition: string } | undefined;
  /** Answers in a row that showed it FAILED while ECS should take it back. */
  readonly failedReads: number;
}

/** The memory of a rollout that begins with `deployment`; `before` is the service as it was until then. */
export function beginRollout(
  deployment: Pick<DeploymentView, 'id' | 'taskDefinition'>,
  before: ServiceView,
  waitFor: RolloutMemory['waitFor'],
): RolloutMemory {
  const others = before.deployments.filter(({ id }) => id !== deployment.id);
  // A deployment under way already when we came keeps its service deployment.
  const known = before.deployments.length > others.length ? undefined : before.serviceDeployment;
  return {
    deploymentId: deployment.id,
    taskDefinition: deployment.taskDefinition,
    waitFor,
    earlier: new Map(others.map(({ id, taskDefinition }) => [id, taskDefinition])),
    earlierServiceDeployment: known,
    earlierEvents: new Set(before.events.map(({ id }) => id)),
    seen: false,
    failure: undefined,
    rollbackRequested: false,
    rollback: undefined,
    failedReads: 0,
  };
}

/** Events that came since the rollout began, oldest first. */
export function eventsSince(memory: RolloutMemory, service: ServiceView): readonly EventView[] {
  return service.events.filter(({ id }) => !memory.earlierEvents.has(id));
}
