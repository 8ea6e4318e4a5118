import { inTurns, type Revision } from '#shared/ecs/revisions';
import { findCommit, provenBefore, type CommitSearch } from './candidates.ts';
import { firstFit, type FitCheck } from './fit.ts';
import { informed } from './github-record.ts';
import type { GithubRecord, ToldRelease } from './github-told.ts';
import { passOver } from './pass-over.ts';
import { readIfDeployable } from './readable.ts';
import { wantedOf, type Search, type SearchTools } from './search.ts';

interface Asked {
  readonly search: Search;
  readonly record: GithubRecord;
  /** Revisions that were read before. */
  readonly revisions: readonly Revision[];
}

/** The release that was proven last by both records together; one that was deregistered only when there is no other. */
export async function provenOnGithub(
  { search, record, revisions }: Asked,
  check: FitCheck,
  tools: SearchTools,
): Promise<Revision | undefined> {
  const { log } = tools;
  const told = [...record.releases.values()].filter(({ provenAt }) => provenAt !== undefined);
  const { accepted, refused } = provenBefore(await read(told, { record, revisions }, tools), wantedOf(search));
  log.info(
    `GitHub's record: ${record.deployments} deployments in ${record.environment}, ${accepted.length} proven releases to go back to`,
  );
  for (const { release, why } of refused) passOver(release, `it ${why}`, tools);
  const of = (status: string): readonly Revision[] => accepted.filter((revision) => revision.status === status);
  return (await firstFit(of('ACTIVE'), check, tools)) ?? (await firstFit(of('INACTIVE'), check, tools));
}

/** The release of a commit that no tag names; one that was deregistered only when there is no other. */
export async function commitOnGithub(
  { search, record, revisions, sha }: Asked & { readonly sha: string },
  tools: SearchTools,
): Promise<CommitSearch> {
  const told = [...record.releases.values()].filter((release) => release.sha !== undefined);
  const of = await read(told, { record, revisions }, tools);
  const { environment } = wantedOf(search);
  const active = of.filter(({ status }) => status === 'ACTIVE');
  const found = findCommit(active, sha, environment);
  return found.kind === 'none' ? findCommit(of, sha, environment) : found;
}

/** The revisions GitHub names that can still be read, each with what both records say. */
async function read(
  told: readonly ToldRelease[],
  { record, revisions }: Pick<Asked, 'record' | 'revisions'>,
  tools: SearchTools,
): Promise<readonly Revision[]> {
  const known = new Map(revisions.map((revision) => [revision.release.taskDefinitionArn, revision]));
  const found = await inTurns(
    told,
    async ({ taskDefinitionArn }) => known.get(taskDefinitionArn) ?? (await readIfDeployable(taskDefinitionArn, tools)),
  );
  return found.flatMap((revision) => (revision === undefined ? [] : [informed(revision, record)]));
}
