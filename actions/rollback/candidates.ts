import { familyOf, revisionName } from '#shared/ecs/names';
import { isProven, toTagValue, type Release } from '#shared/release/record';

/** A release that could be gone back to, and why; or one that could not. */
export interface Considered {
  readonly release: Release;
  /** One clause, for the log. */
  readonly why: string;
}

export interface Candidates {
  /** Best first. */
  readonly accepted: readonly Considered[];
  readonly refused: readonly Considered[];
}

/**
 * The proven releases to go back to, the one that was proven last first: a release that an earlier rollback went back
 * to was proven again then, and so comes before newer ones that were only proven once. A release somebody rolled back
 * from is none, unless it was proven after that.
 */
export function provenBefore(
  releases: readonly Release[],
  { current, environment }: { readonly current: string; readonly environment: string | undefined },
): Candidates {
  const accepted: Considered[] = [];
  const refused: Considered[] = [];
  for (const release of releases) {
    const objection = objectionTo(release, current, environment);
    if (objection === undefined) accepted.push({ release, why: `proven ${iso(release.provenAt)}` });
    else refused.push({ release, why: objection });
  }
  accepted.sort((a, b) => time(b.release.provenAt) - time(a.release.provenAt));
  return { accepted, refused };
}

function objectionTo(release: Release, current: string, environment: string | undefined): string | undefined {
  if (release.taskDefinitionArn === current) return 'is the current one';
  if (release.failedAt !== undefined && !isProven(release)) return `was left ${iso(release.failedAt)} as bad`;
  if (!isProven(release)) return 'was never proven';
  if (environment !== undefined && release.environment !== toTagValue(environment)) {
    return `is of ${release.environment ?? 'no environment'}, not of ${environment}`;
  }
  return undefined;
}

export type CommitSearch =
  | { readonly kind: 'found'; readonly release: Release; readonly others: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly shas: readonly string[] };

/** The release of a commit. Of several, the one proven last, else the one registered last. */
export function findCommit(releases: readonly Release[], sha: string, environment: string | undefined): CommitSearch {
  const matching = releases.filter(
    (release) =>
      release.sha?.toLowerCase().startsWith(sha) === true &&
      (environment === undefined || release.environment === toTagValue(environment)),
  );
  const shas = [...new Set(matching.map((release) => release.sha ?? ''))];
  if (shas.length > 1) return { kind: 'ambiguous', shas };
  const rank = (release: Release): number => (isProven(release) ? time(release.provenAt) : 0);
  const [release] = [...matching].sort((a, b) => rank(b) - rank(a) || time(b.registeredAt) - time(a.registeredAt));
  return release === undefined ? { kind: 'none' } : { kind: 'found', release, others: matching.length - 1 };
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
