import { readRelease, type Release } from '#shared/release/record';
import type { EcsApi } from './api.ts';

/** DescribeTaskDefinition allows 50 at once and 20 a second for the whole account; this leaves room for others. */
const AT_A_TIME = 10;

/** A revision as a release, whatever its record says. */
export async function readRevision(
  api: EcsApi,
  taskDefinition: string,
): Promise<Release & { readonly status: string }> {
  const { taskDefinition: described, tags } = await api.describeTaskDefinition(taskDefinition);
  return { ...readRelease(described, tags), status: described.status ?? 'ACTIVE' };
}

/** The newest active revisions of a family as releases, newest first, at most `limit`. */
export async function readReleases(api: EcsApi, family: string, limit: number): Promise<readonly Release[]> {
  const arns = await api.listRevisions(family, limit);
  const releases: Release[] = [];
  for (let start = 0; start < arns.length; start += AT_A_TIME) {
    const some = arns.slice(start, start + AT_A_TIME);
    releases.push(...(await Promise.all(some.map((arn) => readRevision(api, arn)))));
  }
  return releases;
}
