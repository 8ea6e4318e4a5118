import { familyOf, revisionName } from '#shared/ecs/names';
import type { Revision } from '#shared/ecs/revisions';
import { isProven, toTagValue, type Release } from '#shared/release/record';

export interface Candidates {
  /** Best first. */
  readonly accepted: readonly Revision[];
  /** `why` is a clause that follows "it", for the log. */
  readonly refused: readonly { readonly release: Release; readonly why: string }[];
}

/** What a release to go back to must fit. */
export interface Wanted {
  /** ARN of the revision the service runs. */
  readonly current: string;
  readonly environment: EnvironmentFilter | undefined;
}

export interface EnvironmentFilter {
  readonly name: string;
  /** Whether a release must say that it is of the environment; else it must only not say that it is of another. */
  readonly strict: boolean;
}

/** The environment the user names; else that of the release the service runs, as far as releases name theirs. */
export function environmentFor(named: string | undefined, from: Release): EnvironmentFilter | undefined {
  if (named !== undefined) return { name: toTagValue(named), strict: true };
  return from.environment === undefined ? undefined : { name: from.environment, strict: false };
}

/**
 * The proven releases to go back to, the one that was proven last first: a release that an earlier rollback went back
 * to was proven again then, and so comes before newer ones that were only proven once. A release somebody rolled back
 * from is none, unless it was proven after that.
 */
export function provenBefore(revisions: readonly Revision[], wanted: Wanted): Candidates {
  const accepted: Revision[] = [];
  const refused: Candidates['refused'][number][] = [];
  for (const revision of revisions) {
    const { release } = revision;
    const why = objectionTo(release, wanted) ?? (isProven(release) ? undefined : 'was never proven');
    if (why === undefined) accepted.push(revision);
    else refused.push({ release, why });
  }
  accepted.sort((a, b) => time(b.release.provenAt) - time(a.release.provenAt));
  return { accepted, refused };
}

/** What the record has against going back to a release, proven or not: a clause that follows "it". */
export function objectionTo(release: Release, { current, environment }: Wanted): string | undefined {
  if (release.taskDefinitionArn === current) return 'is the current one';
  if (isBad(release)) return `was left ${iso(release.failedAt)} as bad`;
  if (!isOf(release, environment)) {
    return `is of ${release.environment ?? 'no environment'}, not of ${environment?.name ?? 'any'}`;
  }
  return undefined;
}

export function isBad(release: Release): boolean {
  return release.failedAt !== undefined && !isProven(release);
}

function isOf({ environment }: Release, filter: EnvironmentFilter | undefined): boolean {
  if (filter === undefined || environment === filter.name) return true;
  return environment === undefined && !filter.strict;
}

export type CommitSearch =
  | { readonly kind: 'found'; readonly revision: Revision; readonly others: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly revisions: readonly Revision[] };

/** The release of a commit. Of several, the one proven last, else the one registered last. */
export function findCommit(
  revisions: readonly Revision[],
  sha: string,
  environment: EnvironmentFilter | undefined,
): CommitSearch {
  const matching = revisions.filter(
    ({ release }) => release.sha?.toLowerCase().startsWith(sha) === true && isOf(release, environment),
  );
  const shas = new Set(matching.map(({ release }) => release.sha));
  if (shas.size > 1) return { kind: 'ambiguous', revisions: matching };
  const rank = ({ release }: Revision): number => (isProven(release) ? time(release.provenAt) : 0);
  const [revision] = [...matching].sort(
    (a, b) => rank(b) - rank(a) || time(b.release.registeredAt) - time(a.release.registeredAt),
  );
  return revision === undefined ? { kind: 'none' } : { kind: 'found', revision, others: matching.length - 1 };
}

/** `web:7 (commit 1f3c9aa)`, or without the commit where it is not known. */
export function nameRelease({ taskDefinitionArn, sha }: Release): string {
  return `${revisionName(taskDefinitionArn)}${sha === undefined ? '' : ` (commit ${sha.slice(0, 7)})`}`;
}

/** `web:7 (commit 1f3c9aa, proven 2026-…)`, with all that is known. */
export function describeRelease(release: Release): string {
  const facts = [
    ...(release.sha === undefined ? [] : [`commit ${release.sha.slice(0, 7)}`]),
    ...(release.provenAt === undefined ? [] : [`proven ${iso(release.provenAt)}`]),
    ...(release.failedAt === undefined ? [] : [`left as bad ${iso(release.failedAt)}`]),
  ];
  return `${revisionName(release.taskDefinitionArn)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** Whether going from one release to another goes forward again, such as after a rollback by mistake. */
export function isForward(from: Release, to: Release): boolean {
  const sameFamily = familyOf(from.taskDefinitionArn) === familyOf(to.taskDefinitionArn);
  return sameFamily && time(to.registeredAt) > time(from.registeredAt);
}

function iso(at: Date | undefined): string {
  return at?.toISOString() ?? 'at an unknown time';
}

function time(at: Date | undefined): number {
  return at?.getTime() ?? 0;
}
