import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import { pastDeployments, type PastDeployment } from '#shared/ecs/deployment-history';
import { revisionNumber } from '#shared/ecs/names';
import { isProven, type Release } from '#shared/release/record';
import { isBad } from '../target/candidates.ts';
import { familyRevisions } from '../target/family.ts';
import { askGithub, informed } from '../target/github-record.ts';
import type { ListedRelease } from './listed-release.ts';
import { imageOf } from '../result.ts';
import type { Search, SearchTools } from '../target/search.ts';

/**
 * The releases of a service that can be gone back to by name, newest first: the active revisions of the family it runs,
 * each with its record, by its tags and, where environment and token are given, by GitHub's.
 * @throws {ActionError} when the revisions cannot be read
 */
export async function listReleases(
  search: Pick<Search, 'ref' | 'from' | 'past'>,
  tools: SearchTools,
): Promise<readonly ListedRelease[]> {
  const [revisions, past, github] = await Promise.all([
    familyRevisions(search, tools.api),
    pastOrNone(search, tools),
    tools.readGithub === undefined ? undefined : askGithub(search, tools),
  ]);
  const deployedAt = new Map([...past].reverse().map(({ taskDefinition, finishedAt }) => [taskDefinition, finishedAt]));
  const releases = revisions.map((revision) => informed(revision, github).release);
  return releases.map((release) => ({
    number: revisionNumber(release.taskDefinitionArn) ?? 0,
    taskDefinitionArn: release.taskDefinitionArn,
    current: release.taskDefinitionArn === search.from.taskDefinitionArn,
    state: stateOf(release),
    sha: release.sha,
    image: imageOf(release),
    environment: release.environment,
    run: release.run,
    by: release.by,
    registeredAt: release.registeredAt,
    deployedAt: deployedAt.get(release.taskDefinitionArn),
    provenAt: release.provenAt,
    failedAt: release.failedAt,
    failedReason: release.failedReason,
    migrations: release.migrations,
  }));
}

/** Without them the list only lacks times. */
async function pastOrNone(
  { ref, past }: Pick<Search, 'ref' | 'past'>,
  { api, log, signal }: SearchTools,
): Promise<readonly PastDeployment[]> {
  try {
    return await (past?.() ?? pastDeployments(api, ref));
  } catch (error) {
    signal?.throwIfAborted();
    if (faultKind(error) === 'unknown') throw error;
    log.info(`When releases were deployed could not be read: ${errorMessage(error)}`);
    return [];
  }
}

function stateOf(release: Release): ListedRelease['state'] {
  if (isProven(release)) return 'proven';
  return isBad(release) ? 'bad' : 'unproven';
}
