import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import { pastDeployments, type PastDeployment } from '#shared/ecs/deployment-history';
import { revisionNumber } from '#shared/ecs/names';
import { isProven, type Release } from '#shared/release/record';
import { isBad } from './candidates.ts';
import { familyRevisions } from './family.ts';
import { imageOf } from './result.ts';
import type { Search, SearchTools } from './search.ts';

/** A release as `list: true` gives it, in the output `releases` as well. */
export interface ListedRelease {
  /** Of the revision, so that it means the same release for ever; `to` takes it. */
  readonly number: number;
  readonly taskDefinitionArn: string;
  readonly current: boolean;
  readonly state: 'proven' | 'bad' | 'unproven';
  readonly sha: string | undefined;
  readonly image: string | undefined;
  readonly environment: string | undefined;
  /** URL or id of the workflow run that registered it. */
  readonly run: string | undefined;
  readonly registeredAt: Date | undefined;
  /** When ECS last completed a deployment of it to this service; as far back as ECS knows. */
  readonly deployedAt: Date | undefined;
  readonly provenAt: Date | undefined;
  readonly failedAt: Date | undefined;
  readonly failedReason: string | undefined;
  readonly migrations: boolean;
}

/**
 * The releases of a service that can be gone back to by name, newest first: the active revisions of the family it runs,
 * each with its record.
 * @throws {ActionError} when the revisions cannot be read
 */
export async function listReleases(
  search: Pick<Search, 'ref' | 'from'>,
  tools: SearchTools,
): Promise<readonly ListedRelease[]> {
  const [revisions, past] = await Promise.all([familyRevisions(search, tools.api), pastOrNone(search, tools)]);
  const deployedAt = new Map([...past].reverse().map(({ taskDefinition, finishedAt }) => [taskDefinition, finishedAt]));
  return revisions.map(({ release }) => ({
    number: revisionNumber(release.taskDefinitionArn) ?? 0,
    taskDefinitionArn: release.taskDefinitionArn,
    current: release.taskDefinitionArn === search.from.taskDefinitionArn,
    state: stateOf(release),
    sha: release.sha,
    image: imageOf(release),
    environment: release.environment,
    run: release.run,
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
  { ref }: Pick<Search, 'ref'>,
  { api, log, signal }: SearchTools,
): Promise<readonly PastDeployment[]> {
  try {
    return await pastDeployments(api, ref);
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
