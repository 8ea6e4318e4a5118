import { awsFailure } from '#shared/aws/faults';
import type { EcsService } from '#shared/ecs/api';
import { withRetry } from '#shared/aws/retry';
import { revisionName } from '#shared/ecs/names';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { isRecordTag, RELEASE_TAGS } from '#shared/release/record';
import type { RollbackTools, Scene } from '../scene.ts';
import type { firstCopy } from './first-copy.ts';
import type { Target } from '../target/search.ts';

const RECORD_KEYS: ReadonlySet<string> = new Set(Object.values(RELEASE_TAGS));

/**
 * A target that ECS can deploy: one that was deregistered is registered again, with its content, its tags and its
 * release record. ECS keeps both of an INACTIVE revision.
 * @param scene `service`: as it was looked at; undefined where AWS CodeDeploy deploys it, one deployment at a time
 * @throws {ActionError} when AWS refuses, so that nothing was begun
 */
export async function deployable(
  { target, service }: Pick<Scene, 'target'> & { readonly service?: EcsService },
  tools: RollbackTools,
): Promise<Target> {
  const { release, inactive } = target;
  if (inactive === undefined) return target;
  const name = revisionName(release.taskDefinitionArn);
  const definition = toRegistration(inactive, true);
  const tags = inactive.tags.filter(({ key }) => !isRecordTag(key) || RECORD_KEYS.has(key));
  try {
    const registered = await withRetry(
      () => tools.api.registerTaskDefinition({ ...definition, ...(tags.length === 0 ? {} : { tags }) }),
      tools,
    );
    const arn = registered.taskDefinitionArn ?? '';
    tools.log.info(`${name} was deregistered; the same is registered again as ${revisionName(arn)}`);
    const taskDefinitionArn = service === undefined ? arn : await firstOf(registered, { definition, service }, tools);
    return { ...target, release: { ...release, taskDefinitionArn }, inactive: undefined };
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`register ${name} again, which was deregistered`, error);
  }
}

/** Loaded on demand: few rollbacks need it. */
const firstOf: typeof firstCopy = async (...given) => {
  const { firstCopy } = await import('./first-copy.ts');
  return firstCopy(...given);
};
