import type { EcsService } from '../api.ts';
import type { TaskSet } from '../primary-task-set.ts';
import type { CodeDeployApi, GroupRef } from './api.ts';
import { isOver, viewDeployment, type DeploymentLook } from './view.ts';

/** A deployment of a group that has not ended. */
export interface ActiveDeployment {
  readonly deployment: DeploymentLook;
  /** Its new tasks; undefined while it has none. */
  readonly taskSet: TaskSet | undefined;
}

/**
 * The deployment of a group that is under way.
 * @param service as it is now
 * @throws what the calls of `api` throw
 */
export async function activeDeployment(
  api: CodeDeployApi,
  { ref, service }: { readonly ref: GroupRef; readonly service: EcsService },
): Promise<ActiveDeployment | undefined> {
  for (const id of await api.activeDeployments(ref)) {
    const deployment = viewDeployment(await api.deployment(id));
    if (!isOver(deployment)) return { deployment, taskSet: taskSetOf(service, id) };
  }
  return undefined;
}

/** API reference, TaskSet: where CodeDeploy made it, its externalId is the deployment's id. */
export function taskSetOf({ taskSets = [] }: EcsService, deploymentId: string): TaskSet | undefined {
  return taskSets.find(({ externalId }) => externalId === deploymentId);
}
