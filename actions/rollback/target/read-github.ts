import type { ActionContext } from '#shared/action/context';
import { familyOf, parseArn, revisionNumber, shortName } from '#shared/ecs/names';
import { inBudget } from '#shared/github/in-budget';
import { recordedDeployments, type RecordedDeployment } from '#shared/github/recorded-deployments';
import type { GithubReader, GithubRecord, GithubWanted, ToldRelease } from './github-told.ts';

interface ReadOptions extends GithubWanted {
  readonly environment: string;
  readonly token: string;
}

/** What GitHub knows of the releases of a service; whatever GitHub does, it takes five seconds at most. */
export async function readGithubRecord(
  context: Pick<ActionContext, 'clock' | 'random' | 'env' | 'run'>,
  { environment, token, ref, current, sha }: ReadOptions,
): ReturnType<GithubReader> {
  const wanted = { environment, sha, cluster: shortName(ref.cluster), service: shortName(ref.service) };
  const read = await inBudget({ ...context, token }, (request, patience) =>
    recordedDeployments(request, wanted, patience),
  );
  return read.done ? toRecord(read.value, { environment, current }) : { why: read.why };
}

/**
 * What all deployments together say of each release. A release is proven by a `success`, and found bad by a `failure` or
 * a rollback from it, whichever was last: a deployment that was never closed tells of the rollback all the same.
 */
export function toRecord(
  deployments: readonly RecordedDeployment[],
  { environment, current }: { readonly environment: string; readonly current: string },
): GithubRecord {
  const here = deployments.filter(({ taskDefinition }) => isBeside(taskDefinition, current));
  const releases = new Map<string, ToldRelease>();
  // A rollback tells of what it left, also where nobody has recorded the deployment of that.
  const named = here.flatMap(({ taskDefinition, rollbackOf }) =>
    rollbackOf === undefined ? [taskDefinition] : [taskDefinition, rollbackOf],
  );
  for (const taskDefinition of new Set(named)) {
    const own = here.filter((each) => each.taskDefinition === taskDefinition);
    const sha = own[0]?.sha;
    const proven = latest(own.map(({ succeededAt }) => succeededAt));
    const failures = [
      ...own.map(({ failedAt, failedReason }) => ({ at: failedAt, reason: failedReason })),
      ...here.flatMap((each) => (leaves(each, taskDefinition) ? [{ at: each.createdAt, reason: 'rollback' }] : [])),
    ];
    const failedAt = latest(failures.map(({ at }) => at));
    const failedReason = failures.find(({ at }) => at !== undefined && at.getTime() === failedAt?.getTime())?.reason;
    releases.set(taskDefinition, { taskDefinitionArn: taskDefinition, sha, provenAt: proven, failedAt, failedReason });
  }
  return { environment, deployments: here.length, releases };
}

/** Services of one name in several accounts or regions may share a GitHub environment. */
function isBeside(taskDefinition: string, current: string): boolean {
  const [a, b] = [parseArn(taskDefinition), parseArn(current)];
  return a !== undefined && a.account === b?.account && a.region === b.region && a.partition === b.partition;
}

/** Whether a deployment is a rollback from a revision; going forward again says nothing against it. */
function leaves({ rollbackOf, taskDefinition }: RecordedDeployment, left: string): boolean {
  if (rollbackOf !== left) return false;
  const forward = (revisionNumber(taskDefinition) ?? 0) > (revisionNumber(left) ?? 0);
  return !forward || familyOf(taskDefinition) !== familyOf(left);
}

function latest(times: readonly (Date | undefined)[]): Date | undefined {
  const known = times.flatMap((time) => time ?? []);
  return known.length === 0 ? undefined : new Date(Math.max(...known.map((time) => time.getTime())));
}
