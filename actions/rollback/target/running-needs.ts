import type { ActionContext } from '#shared/action/context';
import type { EcsService, TaggedTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import type { DeploymentView } from '#shared/ecs/rollout/view';
import { revisionName } from '#shared/ecs/names';
import { toRegistration } from '#shared/ecs/task-definition/registration';

/** So long the start of a task tells that what it needs is there. Milliseconds. */
const FRESH_MS = 24 * 60 * 60_000;

export interface Running {
  readonly service: EcsService;
  readonly current: Pick<DeploymentView, 'id' | 'running' | 'taskDefinition'>;
  /** The task definition of that. */
  readonly described: TaggedTaskDefinition;
}

/** As {@link needsNow}, found out, and told, when it is first asked for. */
export function runningNeeds(
  running: Running,
  tools: Pick<ActionContext, 'clock' | 'log'>,
): () => TaskDefinitionInput | undefined {
  let known: { readonly needs: TaskDefinitionInput | undefined } | undefined;
  return () => (known ??= { needs: needsNow(running, tools) }).needs;
}

/**
 * The task definition whose needs are known to be there, since tasks were started with them lately. A release to go back
 * to that needs the same is as good as any other in this, so that nobody has to wait for AWS to say it again. Undefined
 * where no task of the current release runs: then something that it needs may be the very cause.
 */
function needsNow(
  { service, current, described }: Running,
  { clock, log }: Pick<ActionContext, 'clock' | 'log'>,
): TaskDefinitionInput | undefined {
  if (current.running === 0) {
    log.info(
      `no task of ${revisionName(current.taskDefinition)} runs, which may be for something that releases before it need as well: all of it is looked at`,
    );
    return undefined;
  }
  const all = [...(service.deployments ?? []), ...(service.taskSets ?? [])];
  const began = all.find(({ id }) => id === current.id)?.createdAt?.getTime();
  return began !== undefined && clock.now() - began < FRESH_MS ? toRegistration(described, true) : undefined;
}
