import { errorMessage } from '#shared/action/errors';
import type { EcsService } from '#shared/ecs/api';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import { isProven } from '#shared/release/record';
import { describeRelease, objectionTo } from './candidates.ts';
import { wantedOf, type Completed, type Search, type SearchTools } from './search.ts';

export interface JustBefore {
  readonly revision: Revision;
  /** Service deployments that were seen to have ended. */
  readonly over: readonly string[];
}

/**
 * The release that was completed last before the current one was registered, if it is the one proven last for certain:
 * it was proven since its own last deployment began, and no other was completed since. That is most rollbacks, and
 * takes two calls where reading a whole family takes a hundred. Undefined when it is not certain.
 */
export async function provenJustBefore(search: Search, tools: SearchTools): Promise<JustBefore | undefined> {
  const { from, ref } = search;
  if (from.previous === undefined || from.registeredAt === undefined) return undefined;
  try {
    const [deployments, revision] = await Promise.all([
      search.completed?.() ?? tools.api.listServiceDeployments(ref, ['SUCCESSFUL']),
      describeRevision(tools.api, from.previous),
    ]);
    const began = beganBefore(from.registeredAt, deployments, search.service);
    const { release, status } = revision;
    const certain =
      began !== undefined &&
      status === 'ACTIVE' &&
      isProven(release) &&
      release.provenAt !== undefined &&
      release.provenAt > began &&
      objectionTo(release, wantedOf(search)) === undefined;
    if (!certain) return undefined;
    tools.log.info(`release record: ${describeRelease(release)} was deployed before the current one, and none between`);
    return { revision, over: deployments.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []) };
  } catch (error) {
    tools.signal?.throwIfAborted();
    tools.log.info(`The release before the current one could not be read: ${errorMessage(error)}`);
    return undefined;
  }
}

/**
 * When the last deployment began that ECS completed before `registered`. Undefined when that cannot be told: another
 * one than the current one was completed since, or was under way at that time.
 */
function beganBefore(registered: Date, deployments: readonly Completed[], service: EcsService): Date | undefined {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const since = deployments.filter(({ createdAt }) => createdAt === undefined || createdAt > registered);
  const own = primary?.rolloutState === 'COMPLETED' ? 1 : 0;
  if (since.length > own) return undefined;
  const [last] = deployments
    .filter((deployment) => !since.includes(deployment))
    .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  if (last?.finishedAt === undefined || last.finishedAt > registered) return undefined;
  return last.createdAt;
}
