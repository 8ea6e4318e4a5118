import { awsFailure } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import type { EcsApi, ServiceRef } from '#shared/ecs/api';
import { primaryOf, viewService, type DeploymentView } from '#shared/ecs/rollout/view';
import { asPrimaryRuns } from '#shared/ecs/primary-task-set';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import { requireService } from '#shared/ecs/service';
import { CONTROLLERS } from './plan-tools.ts';
import type { Plan } from './plan.ts';

/**
 * The plan with the service as it is by now: what the rollout is told apart from must not be as old as the plan when
 * minutes have passed since.
 * @throws {ActionError} when the service is gone meanwhile
 */
export async function readAgain(
  api: EcsApi,
  { plan, ref }: { readonly plan: Plan; readonly ref: ServiceRef },
  tools: WatchTools,
): Promise<Plan> {
  try {
    const raw = await withRetry(() => requireService(api, ref, CONTROLLERS), tools);
    const before = asPrimaryRuns(raw);
    const view = viewService(before);
    return { ...plan, before, view, current: primaryOf(view) ?? plan.current };
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`read service ${ref.service}`, error);
  }
}

/**
 * The deployment somebody else has begun since the plan was made, of a revision neither of both had. Sending ours now
 * would replace a newer one. The same revision once more (a Terraform apply) and a rollback by ECS are none.
 */
export function overtakenBy(plan: Plan, now: Plan): DeploymentView | undefined {
  const { current } = now;
  const known = plan.view.deployments.some(
    ({ id, taskDefinition }) => id === current.id || taskDefinition === current.taskDefinition,
  );
  return known ? undefined : current;
}
