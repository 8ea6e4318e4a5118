import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import { revisionName } from '#shared/ecs/names';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import type { SearchTools } from './search.ts';

/**
 * A revision that can still be read, and deployed, if need be after it was registered again; ECS forgets those that were
 * deleted. Undefined when it cannot, which is said.
 * @throws what DescribeTaskDefinition throws for another reason
 */
export async function readIfDeployable(
  name: string,
  { api, log }: Pick<SearchTools, 'api' | 'log'>,
): Promise<Revision | undefined> {
  try {
    const revision = await describeRevision(api, name);
    if (revision.status === 'ACTIVE' || revision.status === 'INACTIVE') return revision;
    log.info(`  ${revisionName(name)}: no, it is ${revision.status}`);
  } catch (error) {
    if (faultKind(error) !== 'invalid' && faultKind(error) !== 'not-found') throw error;
    log.info(`  ${revisionName(name)}: no, it cannot be read any more: ${errorMessage(error)}`);
  }
  return undefined;
}
