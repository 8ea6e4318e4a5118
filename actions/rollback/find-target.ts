import type { Log } from '#shared/action/log';
import { ActionError, errorMessage } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import type { EcsApi, ServiceRef } from '#shared/ecs/api';
import { familyOf, revisionName } from '#shared/ecs/names';
import { readReleases, readRevision } from '#shared/ecs/revisions';
import { isProven, type Release } from '#shared/release/record';
import { describeRelease, nameRelease, findCommit, provenBefore } from './candidates.ts';
import type { ImageCheck } from './image-check.ts';
import type { Wish } from './inputs.ts';

/** How the release to go back to was found. */
export type TargetSource = 'named' | 'release-record' | 'service-deployments';

export interface Target {
  readonly release: Release;
  readonly source: TargetSource;
}

export interface Search {
  readonly ref: ServiceRef;
  readonly to: Wish;
  readonly environment: string | undefined;
  /** ARN of the revision the service runs. */
  readonly current: string;
}

export interface SearchTools {
  readonly api: EcsApi;
  readonly log: Log;
  readonly checkImage: ImageCheck;
}

/** So many revisions of a family are looked at, the newest ones. */
const REVISIONS = 100;

/**
 * The release to go back to: what the user names; else the newest proven one that is not the current one, was not
 * found bad since, and whose image still exists; else the last one ECS deployed successfully. Never "revision minus
 * one": that may have been bad itself, of another branch, or never deployed. Each step and its reason is logged.
 * @throws {ActionError} when there is none
 */
export async function findTarget(search: Search, tools: SearchTools): Promise<Target> {
  const { to } = search;
  switch (to.kind) {
    case 'revision':
      return { release: await named(to.taskDefinition, search, tools), source: 'named' };
    case 'commit':
      return { release: await byCommit(to.sha, search, tools), source: 'named' };
    case 'previous': {
      const proven = await lastProven(search, tools);
      if (proven !== undefined) return { release: proven, source: 'release-record' };
      const deployed = await lastDeployed(search, tools);
      if (deployed !== undefined) return { release: deployed, source: 'service-deployments' };
      throw new ActionError(
        `There is no release of ${search.ref.service} to go back to: none is proven, and ECS knows of no other successful deployment.`,
        {
          hint: 'Name one with `to:` (a commit, or family:revision). health-verify with cluster and service marks releases as proven.',
        },
      );
    }
  }
}

async function named(taskDefinition: string, { current }: Search, { api, log }: SearchTools): Promise<Release> {
  let release: Awaited<ReturnType<typeof readRevision>>;
  try {
    release = await readRevision(api, taskDefinition);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(taskDefinition)}`, error);
  }
  if (release.status !== 'ACTIVE') {
    throw new ActionError(
      `Task definition ${revisionName(taskDefinition)} is ${release.status}: it was deregistered and cannot be deployed.`,
    );
  }
  if (familyOf(release.taskDefinitionArn) !== familyOf(current)) {
    log.warning(
      `${revisionName(release.taskDefinitionArn)} is of another family than ${revisionName(current)}, which the service runs.`,
    );
  }
  return withDoubts(release, log);
}

async function byCommit(sha: string, search: Search, { api, log }: SearchTools): Promise<Release> {
  const releases = await allReleases(search, api);
  const found = findCommit(releases, sha, search.environment);
  switch (found.kind) {
    case 'found':
      log.info(
        `commit ${sha}: ${describeRelease(found.release)}${found.others === 0 ? '' : `, the best of ${found.others + 1} revisions`}`,
      );
      return withDoubts(found.release, log);
    case 'ambiguous':
      throw new ActionError(`Commit ${sha} is ambiguous: releases of ${found.shas.join(' and ')} begin with it.`, {
        hint: 'Give more characters of the one you mean.',
      });
    case 'none': {
      const known = releases
        .filter((release) => release.sha !== undefined)
        .slice(0, 10)
        .map((release) => `  ${describeRelease(release)}`);
      throw new ActionError(`No release of ${familyOf(search.current)} is of commit ${sha}.`, {
        hint:
          known.length === 0
            ? 'No revision of the family has a release record; deploy-ecs writes it.'
            : `Known releases:\n${known.join('\n')}`,
      });
    }
  }
}

/** What the user names is done, but not without a word where the record speaks against it. */
function withDoubts(release: Release, log: Log): Release {
  if (release.failedAt !== undefined && !isProven(release))
    log.warning(`${nameRelease(release)} was left as bad before; it was named, so it is deployed.`);
  else if (!isProven(release))
    log.info(`${nameRelease(release)} was never marked as proven; it was named, so it is deployed.`);
  return release;
}

async function allReleases({ current }: Search, api: EcsApi): Promise<readonly Release[]> {
  try {
    return await readReleases(api, familyOf(current), REVISIONS);
  } catch (error) {
    throw awsFailure(`read the revisions of ${familyOf(current)}`, error);
  }
}

async function lastProven(search: Search, { api, log, checkImage }: SearchTools): Promise<Release | undefined> {
  const releases = await allReleases(search, api);
  const { accepted, refused } = provenBefore(releases, search);
  log.info(
    `release record: ${releases.length} active revisions of ${familyOf(search.current)}, ${accepted.length} proven ones to go back to`,
  );
  for (const { release, why } of refused.slice(0, 10))
    log.info(`  ${revisionName(release.taskDefinitionArn)}: no, it ${why}`);
  for (const { release } of accepted) {
    if (await hasImages(release, { log, checkImage })) return release;
  }
  return undefined;
}

async function hasImages(
  release: Release,
  { log, checkImage }: Pick<SearchTools, 'log' | 'checkImage'>,
): Promise<boolean> {
  for (const image of new Set(release.images)) {
    const state = await checkImage(image);
    if (state.kind === 'missing') {
      log.info(`  ${describeRelease(release)}: no, image ${image} is not in the registry any more`);
      return false;
    }
    if (state.kind === 'unknown')
      log.info(`  ${revisionName(release.taskDefinitionArn)}: image ${image} could not be checked: ${state.why}`);
  }
  log.info(`  ${describeRelease(release)}: yes`);
  return true;
}

async function lastDeployed({ ref, current }: Search, { api, log }: SearchTools): Promise<Release | undefined> {
  try {
    const deployments = await api.listServiceDeployments(ref, ['SUCCESSFUL']);
    log.info(`service deployments: ${deployments.length} successful ones are known to ECS`);
    const newestFirst = [...deployments].sort(
      (a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0),
    );
    for (const { targetServiceRevisionArn } of newestFirst) {
      const [revision] =
        targetServiceRevisionArn === undefined ? [] : await api.describeServiceRevisions([targetServiceRevisionArn]);
      if (revision?.taskDefinition === undefined || revision.taskDefinition === current) continue;
      const release = await readRevision(api, revision.taskDefinition);
      const objection =
        release.status !== 'ACTIVE'
          ? `is ${release.status}`
          : release.failedAt !== undefined && !isProven(release)
            ? 'was left as bad'
            : undefined;
      log.info(`  ${describeRelease(release)}: ${objection === undefined ? 'yes' : `no, it ${objection}`}`);
      if (objection === undefined) return release;
    }
    return undefined;
  } catch (error) {
    if (faultKind(error) === 'unknown' || faultKind(error) === 'credentials') throw error;
    log.info(`service deployments could not be read: ${errorMessage(error)}`);
    return undefined;
  }
}
