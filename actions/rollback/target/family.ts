import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, RevisionStatus } from '#shared/ecs/api';
import { familyOf } from '#shared/ecs/names';
import { describeRevisions, type Revision } from '#shared/ecs/revisions';
import type { Search } from './search.ts';

/** So many revisions of a family are looked at, the newest ones. */
const REVISIONS = 100;

/**
 * The newest revisions of the family that the service runs.
 * @throws {ActionError}
 */
export async function familyRevisions(
  { from }: Pick<Search, 'from'>,
  api: EcsApi,
  status: RevisionStatus = 'ACTIVE',
): Promise<readonly Revision[]> {
  const family = familyOf(from.taskDefinitionArn);
  try {
    return await describeRevisions(api, family, { limit: REVISIONS, status });
  } catch (error) {
    throw awsFailure(`read the revisions of ${family}`, error);
  }
}
