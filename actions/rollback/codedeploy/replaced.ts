import type { CodeDeployApi, GroupRef } from '#shared/ecs/codedeploy/api';
import { completedCodeDeployments, type CompletedDeployment } from '#shared/ecs/codedeploy/history';
import type { Standing } from '#shared/ecs/codedeploy/standing';
import type { Replaced } from '../target/search.ts';

/** The release whose tasks a deployment under way replaces; undefined when there is none, or tasks of several. */
export function replacedBy({ service, underWay }: Standing): Replaced | undefined {
  if (underWay?.kind !== 'deploying') return undefined;
  const { taskSets = [], desiredCount = 0 } = service;
  const others = taskSets.filter(
    ({ externalId, status }) => externalId !== underWay.deployment.id && (status === 'PRIMARY' || status === 'ACTIVE'),
  );
  const [{ taskDefinition, runningCount = 0, createdAt: since } = {}, ...more] = others;
  if (taskDefinition === undefined || more.length > 0) return undefined;
  return {
    taskDefinition,
    serves: desiredCount > 0 && runningCount >= desiredCount,
    // The look that shows it so is repeated right before the request.
    confirm: () => Promise.resolve({ since }),
  };
}

/** The deployments that succeeded, without the one that made the tasks that serve. */
export async function completedBesides(
  own: string | undefined,
  { api, ref }: { readonly api: CodeDeployApi; readonly ref: GroupRef },
): Promise<readonly CompletedDeployment[]> {
  const deployments = await completedCodeDeployments(api, ref);
  return deployments.filter(({ id }) => id !== own);
}
