import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, unsupported } from '../errors.ts';
import type { Cluster } from '../model.ts';
import { operation } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { createTask } from '../tasks/create.ts';
import { taskView } from '../views/task-view.ts';
import { ClientTokens } from './client-tokens.ts';
import { platformFor } from './platform.ts';
import { input } from './run-task-input.ts';
import type { RunTaskInput } from './run-task-input.ts';
import { launchOf } from './run-task-launch.ts';
import { readOverrides } from './run-task-overrides.ts';
import { requireAwsvpc } from './service-input.ts';
import { tagMap } from './tags.ts';

const maxCount = 10;

interface Outcome {
  readonly ids: readonly string[];
  readonly failures: readonly JsonObject[];
}

/** RunTask: one-off tasks that no service looks after. */
export function runTaskOperation(context: EcsContext): Operation {
  const { clock, state } = context;
  const tokens = new ClientTokens<RunTaskInput, Outcome>(clock);
  return operation(input, (asked) => {
    const cluster = state.cluster(asked.cluster);
    const { failures, ids } = tokens.once(asked.clientToken, asked, () => start(context, cluster, asked));
    const tasks = ids.flatMap((id) => state.findTask(cluster, id) ?? []);
    return { tasks: tasks.map((task) => taskView(task, ['TAGS'])), failures };
  });
}

function start(context: EcsContext, cluster: Cluster, asked: RunTaskInput): Outcome {
  const definition = context.state.startableTaskDefinition(asked.taskDefinition);
  refuseUnsupported(asked);
  requireAwsvpc(definition, asked.networkConfiguration);
  const count = asked.count ?? 1;
  if (count < 1 || count > maxCount) throw invalidParameter(`count must be between 1 and ${maxCount}.`);
  const overrides = readOverrides(asked.overrides, definition);
  const wanted = {
    cluster,
    definition,
    ...launchOf(asked, definition),
    platformVersion: platformFor(definition, asked.platformVersion),
    group: groupOf(asked, definition),
    startedBy: startedBy(asked.startedBy),
    overrides: overrides.given,
    containerOverrides: overrides.containers,
    networkConfiguration: asked.networkConfiguration,
    enableExecuteCommand: asked.enableExecuteCommand ?? false,
  };
  const ids: string[] = [];
  const failures: JsonObject[] = [];
  for (let index = 0; index < count; index += 1) {
    const refusal = context.placement.refusal({ cluster: cluster.name, taskDefinition: definition });
    if (refusal) failures.push({ reason: refusal.failure, detail: refusal.reason });
    else ids.push(createTask(context, { ...wanted, tags: taskTags(asked, cluster, definition) }).id);
  }
  return { ids, failures };
}

function refuseUnsupported(asked: RunTaskInput): void {
  if (asked.volumeConfigurations?.length) throw unsupported('The sandbox has no managed volumes.');
  if (asked.placementConstraints?.length || asked.placementStrategy?.length) {
    throw invalidParameter('Placement constraints and strategies are not supported with FARGATE launch type.');
  }
}

/** The group of a service's tasks is the service's own (wording unverified). */
function groupOf({ group }: RunTaskInput, { spec }: TaskDefinition): string {
  if (group?.startsWith('service:')) throw invalidParameter('Invalid namespace for group.');
  return group ?? `family:${spec.family}`;
}

/** API reference, RunTask: up to 128 letters, digits, hyphens, slashes and underscores (wording unverified). */
function startedBy(given: string | undefined): string | undefined {
  if (given === undefined || /^[\w/-]{1,128}$/.test(given)) return given;
  throw invalidParameter('startedBy can have up to 128 letters, numbers, hyphens, slashes and underscores.');
}

function taskTags(asked: RunTaskInput, cluster: Cluster, definition: TaskDefinition): Map<string, string> {
  if (asked.propagateTags === 'SERVICE') throw invalidParameter('propagateTags SERVICE is for services only.');
  const inherited = asked.propagateTags === 'TASK_DEFINITION' ? definition.tags : [];
  const managed = asked.enableECSManagedTags === true ? [['aws:ecs:clusterName', cluster.name] as const] : [];
  return new Map([...inherited, ...tagMap(asked.tags), ...managed]);
}
