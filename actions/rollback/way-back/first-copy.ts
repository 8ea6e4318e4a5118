import { isDeepStrictEqual } from 'node:util';
import { errorMessage } from '#shared/action/errors';
import type { EcsService, EcsTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import { familyOf, revisionName, revisionNumber } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import type { RollbackTools } from '../scene.ts';

/** So long two rollbacks to one release may not know of each other: reads of ECS are behind for some seconds. */
const SAME_MOMENT_MS = 15_000;
/** So many revisions that are registered in a moment are looked at. */
const REVISIONS = 5;

/**
 * Of copies of one release that were registered in the same moment, the first: two jobs that make the same rollback at
 * once then deploy one revision, and not each its own in place of the other's; nor is it deployed twice where the answer
 * to a registration was lost. Whoever registers later sees the copy before.
 * @param own as RegisterTaskDefinition answered
 * @param release `service`: as it was looked at; a copy of before its deployment is of an earlier rollback
 * @returns its ARN
 */
export async function firstCopy(
  own: EcsTaskDefinition,
  { definition, service }: { readonly definition: TaskDefinitionInput; readonly service: EcsService },
  tools: Pick<RollbackTools, 'api' | 'clock' | 'random' | 'log' | 'signal'>,
): Promise<string> {
  const { taskDefinitionArn = '', registeredAt } = own;
  if (registeredAt === undefined) return taskDefinitionArn;
  const api = patient(tools.api, tools);
  try {
    const listed = await api.listRevisions(familyOf(taskDefinitionArn), REVISIONS);
    const number = revisionNumber(taskDefinitionArn) ?? 0;
    const before = listed.filter((arn) => (revisionNumber(arn) ?? number) < number);
    const described = await Promise.all(before.map((arn) => api.describeTaskDefinition(arn)));
    const isCopy = (other: (typeof described)[number]): boolean =>
      isAtOnce(other.taskDefinition, { registeredAt, service }) &&
      isDeepStrictEqual(toRegistration(other, true), definition);
    const first = described.findLast(isCopy)?.taskDefinition.taskDefinitionArn;
    if (first !== undefined)
      tools.log.info(`${revisionName(first)} is the same, registered a moment before; it is taken`);
    return first ?? taskDefinitionArn;
  } catch (error) {
    tools.signal?.throwIfAborted();
    tools.log.info(`Whether another rollback registers the same could not be read: ${errorMessage(error)}`);
    return taskDefinitionArn;
  }
}

function isAtOnce(
  other: EcsTaskDefinition,
  { registeredAt, service }: { readonly registeredAt: Date; readonly service: EcsService },
): boolean {
  const all = [...(service.deployments ?? []), ...(service.taskSets ?? [])];
  const began = all.find(({ status }) => status === 'PRIMARY')?.createdAt;
  if (other.registeredAt === undefined || (began !== undefined && other.registeredAt < began)) return false;
  return registeredAt.getTime() - other.registeredAt.getTime() < SAME_MOMENT_MS;
}
