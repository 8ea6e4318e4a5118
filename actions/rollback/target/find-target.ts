import { ActionError, errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import { familyOf, revisionName } from '#shared/ecs/names';
import type { Revision } from '#shared/ecs/revisions';
import type { Release } from '#shared/release/record';
import { provenBefore } from './candidates.ts';
import { completedBefore, deployedBefore } from './deployed-before.ts';
import { familyRevisions } from './family.ts';
import { createFitCheck, firstFit, laterCheck, type FitCheck } from './fit.ts';
import { askGithub } from './github-record.ts';
import { provenJustBefore } from './just-before.ts';
import { refuseAcrossMigrations } from './migrations.ts';
import { nameByWish } from './named.ts';
import { provenReplaced } from './replaced.ts';
import { toTarget, wantedOf, type LookLater, type Search, type SearchTools, type Target } from './search.ts';
import type { TargetSource } from './source.ts';
import { tellUnchecked } from './tell-unchecked.ts';

interface Found extends Pick<Target, 'stoppable' | 'over'> {
  readonly revision: Revision;
  readonly source: TargetSource;
  /** What else was read on the way. */
  readonly known?: readonly Release[];
  /** Given where nothing of what it needs was looked at before. */
  readonly later?: { readonly look: LookLater | undefined };
}

/**
 * The release to go back to: what the user names; else the newest proven one that is not the current one, was not
 * found bad since, and has everything it needs, by the tags and then by GitHub's record; else the last one ECS deployed
 * successfully; else what ran before the current one was deployed. Never "revision minus one": that may have been bad
 * itself, of another branch, or never deployed. Each step and its reason is logged.
 * @throws {ActionError} when there is none, or it lies before a release whose migrations it cannot run with
 */
export async function findTarget(search: Search, tools: SearchTools): Promise<Target> {
  const { to, from } = search;
  const check = createFitCheck(search, tools);
  const found = await (to.kind === 'previous' ? findPrevious(search, check, tools) : findNamed(search, check, tools));
  const { revision, source, known = [], later, stoppable, over } = found;
  if (later === undefined && revision.release.taskDefinitionArn !== from.taskDefinitionArn) {
    const fit = await check(revision);
    if (fit.kind !== 'unfit') for (const note of fit.notes) tools.journal?.note(note);
  }
  if (!search.allowMigrations) await refuseAcrossMigrations(tools.api, { from, to: revision.release, known });
  const lookLater = later === undefined ? laterCheck(revision, search, tools) : later.look;
  return { ...toTarget(revision, source, lookLater), stoppable, over };
}

async function findNamed(search: Search, check: FitCheck, tools: SearchTools): Promise<Found> {
  return { revision: await nameByWish(search, check, tools), source: 'named' };
}

async function findPrevious(search: Search, check: FitCheck, tools: SearchTools): Promise<Found> {
  const replaced = await provenReplaced(search, check, tools);
  if (replaced !== undefined) return { ...replaced, source: 'release-record' };
  const justBefore = await provenJustBefore(search, tools);
  if (justBefore !== undefined && (await check(justBefore.revision)).kind === 'fit') {
    return { ...justBefore, source: 'release-record' };
  }
  const revisions = await familyIfAllowed(search, tools);
  const known = revisions.map(({ release }) => release);
  const proven = await lastProven(revisions, { search, check }, tools);
  if (proven !== undefined) return { revision: proven, source: 'release-record', known };
  const github = await askGithub(search, tools);
  const informed = { ...search, github };
  const told = await provenByGithub(revisions, { search: informed, check }, tools);
  if (told !== undefined) return { revision: told, source: 'github-record', known };
  const deployed = await deployedBefore(informed, check, tools);
  if (deployed !== undefined) return { revision: deployed, source: 'service-deployments', known };
  const before = await completedBefore(informed, check, tools);
  if (before !== undefined) return { revision: before, source: 'before-deployment', known };
  throw new ActionError(
    `There is no release of ${search.ref.service} to go back to: none that can run is proven, and ECS knows of no other successful deployment.`,
    {
      hint: 'Name one with `to:` (a commit, a number, or family:revision); list: true shows them. health-verify with cluster and service marks releases as proven.',
    },
  );
}

/** Without the permission to list them there are other ways to find a release. */
async function familyIfAllowed(search: Search, tools: SearchTools): Promise<readonly Revision[]> {
  try {
    return await familyRevisions(search, tools.api);
  } catch (error) {
    if (faultKind(error) !== 'denied') throw error;
    tellUnchecked(`The release record could not be read. ${errorMessage(error)}`, tools);
    return [];
  }
}

/** Loaded on demand: few rollbacks need it. */
async function provenByGithub(
  revisions: readonly Revision[],
  { search, check }: { readonly search: Search; readonly check: FitCheck },
  tools: SearchTools,
): Promise<Revision | undefined> {
  const { github: record } = search;
  if (record === undefined) return undefined;
  const { provenOnGithub } = await import('./by-github.ts');
  return provenOnGithub({ search, record, revisions }, check, tools);
}

async function lastProven(
  revisions: readonly Revision[],
  { search, check }: { readonly search: Search; readonly check: FitCheck },
  tools: SearchTools,
): Promise<Revision | undefined> {
  const { log } = tools;
  const { accepted, refused } = provenBefore(revisions, wantedOf(search));
  log.info(
    `release record: ${revisions.length} active revisions of ${familyOf(search.from.taskDefinitionArn)}, ${accepted.length} proven ones to go back to`,
  );
  for (const { release, why } of refused) tools.journal?.passOver(release, `it ${why}`);
  for (const { release, why } of refused.slice(0, 10))
    log.info(`  ${revisionName(release.taskDefinitionArn)}: no, it ${why}`);
  return firstFit(accepted, check, tools);
}
