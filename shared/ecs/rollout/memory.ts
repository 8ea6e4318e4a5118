import { primaryOf, type DeploymentView, type EventView, type ServiceView } from './view.ts';

/**
 * `deployed`: ECS calls it completed. `stable`: besides, nothing of another deployment is left. `healthy`: all its tasks
 * are healthy and have the traffic, though the old ones may still be there.
 */
export type WaitFor = 'deployed' | 'stable' | 'healthy';

/** What is known of a rollout from one look to the next. A value: every look makes a new one. */
export interface RolloutMemory {
  /** The deployment followed; it changes when somebody sends the same revision again. */
  readonly deploymentId: string;
  readonly taskDefinition: string;
  readonly waitFor: WaitFor;
  /** Deployments that were there before this one: id to task definition. */
  readonly earlier: ReadonlyMap<string, string>;
  /** Service deployment and events that were there before: they say nothing about this rollout. */
  readonly earlierServiceDeployment: string | undefined;
  readonly earlierEvents: ReadonlySet<string>;
  /** ARN of its own service deployment, once that is known. */
  readonly serviceDeployment: string | undefined;
  /** Hooks that were told to go on; an older answer may still show them waiting. */
  readonly answered: ReadonlySet<string>;
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
  waitFor: WaitFor,
): RolloutMemory {
  const others = before.deployments.filter(({ id }) => id !== deployment.id);
  // A deployment under way already when we came keeps its service deployment.
  const underWay = before.deployments.length > others.length;
  return {
    deploymentId: deployment.id,
    taskDefinition: deployment.taskDefinition,
    waitFor,
    earlier: new Map(others.map(({ id, taskDefinition }) => [id, taskDefinition])),
    earlierServiceDeployment: underWay ? undefined : before.serviceDeployment,
    earlierEvents: new Set(before.events.map(({ id }) => id)),
    serviceDeployment: underWay ? before.serviceDeployment : undefined,
    answered: new Set(),
    seen: false,
    failure: undefined,
    rollbackRequested: false,
    rollback: undefined,
    failedReads: 0,
  };
}

/**
 * ARN of the rollout's service deployment: the one that the service names while our deployment is PRIMARY, kept from
 * then on, since the service names that of a later deployment as soon as there is one.
 */
export function serviceDeploymentOf(service: ServiceView, memory: RolloutMemory): string | undefined {
  if (memory.serviceDeployment !== undefined) return memory.serviceDeployment;
  const { serviceDeployment: named } = service;
  const isOurs = primaryOf(service)?.id === memory.deploymentId && named !== memory.earlierServiceDeployment;
  return isOurs ? named : undefined;
}

/** Events that came since the rollout began, oldest first. */
export function eventsSince(memory: RolloutMemory, service: ServiceView): readonly EventView[] {
  return service.events.filter(({ id }) => !memory.earlierEvents.has(id));
}
