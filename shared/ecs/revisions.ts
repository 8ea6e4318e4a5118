import { readRelease, type Release } from '#shared/release/record';
import type { EcsApi, RevisionStatus, TaggedTaskDefinition } from './api.ts';

/** DescribeTaskDefinition allows 50 at once and 20 a second for the whole account; this leaves room for others. */
const AT_A_TIME = 10;

/** A revision of a task definition: what it is, and what its release record says. */
export interface Revision {
  readonly release: Release;
  readonly status: string;
  readonly described: TaggedTaskDefinition;
}

/** @throws what DescribeTaskDefinition throws */
export async function describeRevision(
  api: Pick<EcsApi, 'describeTaskDefinition'>,
  taskDefinition: string,
): Promise<Revision> {
  const described = await api.describeTaskDefinition(taskDefinition);
  const { taskDefinition: definition, tags } = described;
  return { release: readRelease(definition, tags), status: definition.status ?? 'ACTIVE', described };
}

/** A revision as a release, whatever its record says. */
export async function readRevision(
  api: EcsApi,
  taskDefinition: string,
): Promise<Release & { readonly status: string }> {
  const { release, status } = await describeRevision(api, taskDefinition);
  return { ...release, status };
}

/** The newest revisions of a family, newest first, at most `limit`. */
export async function describeRevisions(
  api: EcsApi,
  family: string,
  { limit, status }: { readonly limit: number; readonly status: RevisionStatus },
): Promise<readonly Revision[]> {
  const arns = await api.listRevisions(family, limit, status);
  return inTurns(arns, (arn) => describeRevision(api, arn));
}

/** Reads so many at a time that others of the account can read as well; the results keep their order. */
export async function inTurns<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_A_TIME) {
    results.push(...(await Promise.all(items.slice(start, start + AT_A_TIME).map(read))));
  }
  return results;
}
