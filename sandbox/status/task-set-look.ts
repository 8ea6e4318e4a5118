import { integer, list, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded } from '#sandbox/aws/ecs/shape';
import type { DeploymentState } from './snapshot.ts';

/** What the page reads of a service's task sets. */
export const taskSetShape = struct({
  id: string,
  status: string,
  taskDefinition: string,
  computedDesiredCount: integer,
  runningCount: integer,
  pendingCount: integer,
  stabilityStatus: string,
  externalId: string,
  loadBalancers: list(struct({ targetGroupArn: string })),
});

type TaskSet = Decoded<typeof taskSetShape>;

/** A task set stands in the list of deployments, with its stability in place of a rollout. */
export function taskSetState(taskSet: TaskSet): DeploymentState {
  const { taskDefinition = '', externalId } = taskSet;
  return {
    id: taskSet.id ?? '',
    status: taskSet.status ?? '',
    taskDefinition: taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1),
    desired: taskSet.computedDesiredCount ?? 0,
    running: taskSet.runningCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    failed: 0,
    state: taskSet.stabilityStatus ?? '',
    reason: externalId === undefined ? '' : `made by ${externalId}`,
  };
}

export function targetGroupsOfTaskSets(taskSets: readonly TaskSet[]): readonly (string | undefined)[] {
  return taskSets.flatMap(({ loadBalancers = [] }) => loadBalancers.map(({ targetGroupArn }) => targetGroupArn));
}
