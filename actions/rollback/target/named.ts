import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import { familyOf, revisionName } from '#shared/ecs/names';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import { isProven } from '#shared/release/record';
import { describeRelease, findCommit, isBad, nameRelease, type CommitSearch } from './candidates.ts';
import { familyRevisions } from './family.ts';
import { requireFit, type FitCheck } from './fit.ts';
import { askGithub } from './github-record.ts';
import { wantedOf, type Search, type SearchTools } from './search.ts';

/**
 * The release the user names. What the record has against it is said, and it is taken all the same; what it needs must
 * be there.
 * @throws {ActionError} when there is no such release, or it cannot run
 */
export async function nameByWish(search: Search, check: FitCheck, tools: SearchTools): Promise<Revision> {
  const revision = await lookUp(search, tools);
  const { release, status } = revision;
  // Where there is nothing to do, nothing has to be there for it.
  if (release.taskDefinitionArn === search.from.taskDefinitionArn) return revision;
  const name = revisionName(release.taskDefinitionArn);
  if (status !== 'ACTIVE' && status !== 'INACTIVE') {
    throw new ActionError(`Task definition ${name} is ${status}: it is being deleted and cannot be deployed.`);
  }
  warn(revision, search, tools);
  return requireFit(revision, check, tools);
}

async function lookUp(search: Search, tools: SearchTools): Promise<Revision> {
  const { to, from } = search;
  switch (to.kind) {
    case 'commit':
      return byCommit(to.sha, search, tools);
    case 'number':
      return byName(`${familyOf(from.taskDefinitionArn)}:${to.number}`, tools);
    case 'revision':
      return byName(to.taskDefinition, tools);
    case 'previous':
      throw new Error('The previous release is looked for, not named.');
  }
}

async function byName(name: string, { api }: SearchTools): Promise<Revision> {
  try {
    return await describeRevision(api, name);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(name)}`, error);
  }
}

function warn({ release }: Revision, { from }: Search, { log }: SearchTools): void {
  const name = nameRelease(release);
  if (familyOf(release.taskDefinitionArn) !== familyOf(from.taskDefinitionArn)) {
    log.warning(`${name} is of another family than ${revisionName(from.taskDefinitionArn)}, which the service runs.`);
  }
  if (isBad(release)) log.warning(`${name} was left as bad before; it was named, so it is deployed.`);
  else if (!isProven(release)) log.info(`${name} was never marked as proven; it was named, so it is deployed.`);
}

/** By the tags of active revisions; where none is of the commit, by those of deregistered ones; then by GitHub's record. */
async function byCommit(sha: string, search: Search, tools: SearchTools): Promise<Revision> {
  const { api, log } = tools;
  const { environment } = wantedOf(search);
  const active = await familyRevisions(search, api);
  let found = findCommit(active, sha, environment);
  if (found.kind === 'none') {
    const inactive = await familyRevisions(search, api, 'INACTIVE');
    found = findCommit(inactive, sha, environment);
    if (found.kind === 'none') found = await onGithub({ sha, search, revisions: [...active, ...inactive] }, tools);
  }
  switch (found.kind) {
    case 'found': {
      const rest = found.others === 0 ? '' : `, the best of ${found.others + 1} revisions`;
      log.info(`commit ${sha}: ${describeRelease(found.revision.release)}${rest}`);
      return found.revision;
    }
    case 'ambiguous':
      throw new ActionError(`Commit ${sha} is ambiguous: releases of ${shasOf(found.revisions)} begin with it.`, {
        hint: `Give more characters of the one you mean:\n${listed(found.revisions)}`,
      });
    case 'none': {
      const known = active.filter(({ release }) => release.sha !== undefined);
      const place = environment === undefined ? '' : ` of environment ${environment.name}`;
      throw new ActionError(`No release of ${familyOf(search.from.taskDefinitionArn)} is of commit ${sha}${place}.`, {
        hint:
          known.length === 0
            ? 'No revision of the family has a release record; deploy-ecs writes it.'
            : `Known releases:\n${listed(known.slice(0, 10))}`,
      });
    }
  }
}

async function onGithub(
  {
    sha,
    search,
    revisions,
  }: { readonly sha: string; readonly search: Search; readonly revisions: readonly Revision[] },
  tools: SearchTools,
): Promise<CommitSearch> {
  const record = await askGithub({ ...search, sha }, tools);
  if (record === undefined) return { kind: 'none' };
  const { commitOnGithub } = await import('./by-github.ts');
  const found = await commitOnGithub({ search, record, revisions, sha }, tools);
  if (found.kind === 'found') tools.log.info(`commit ${sha}: no revision names it, GitHub's record does`);
  return found;
}

function shasOf(revisions: readonly Revision[]): string {
  return [...new Set(revisions.map(({ release }) => release.sha ?? ''))].join(' and ');
}

function listed(revisions: readonly Revision[]): string {
  return revisions.map(({ release }) => `  ${describeRelease(release)}`).join('\n');
}
