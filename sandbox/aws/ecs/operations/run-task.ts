import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { conflict, invalidParameter } from '../errors.ts';
import type { ContainerOverride } from '../model.ts';
import { anything, integer, list, operation, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { keyValues, tags } from '../task-definition/shape.ts';
import { createTask } from '../tasks/create.ts';
import { taskView } from '../views/task-view.ts';
import { latestPlatform, requireAwsvpc } from './service-input.ts';
import { tagMap } from './tags.ts';

const maxCount = 10;

const overrides = struct({
  containerOverrides: list(
    struct({
      name: string,
      command: list(string),
      environment: keyValues,
      cpu: integer,
      memory: integer,
      memoryReservation: integer,
    }),
  ),
  taskRoleArn: string,
  executionRoleArn: string,
  cpu: string,
  memory: string,
});

const input = struct({
  cluster: string,
  taskDefinition: string,
  count: integer,
  group: string,
  startedBy: string,
  launchType: string,
  capacityProviderStrategy: list(anything),
  platformVersion: string,
  networkConfiguration: anything,
  overrides,
  propagateTags: string,
  tags,
  clientToken: string,
});

type Input = Decoded<typeof input>;

/** RunTask: one-off tasks that no service looks after. */
export function runTaskOperation(context: EcsContext): Operation {
  const answered = new Map<string, { readonly asked: Input; readonly answer: readonly string[] }>();
  return operation(input, (asked) => {
    const { state } = context;
    const cluster = state.cluster(asked.cluster);
    const earlier = asked.clientToken === undefined ? undefined : answered.get(asked.clientToken);
    if (earlier && !isDeepStrictEqual(earlier.asked, asked)) {
      throw conflict('The clientToken was used before with other parameters.');
    }
    const ids = earlier?.answer ?? start(context, asked);
    if (asked.clientToken !== undefined) answered.set(asked.clientToken, { asked, answer: ids });
    return { tasks: ids.flatMap((id) => view(state.findTask(cluster, id))), failures: [] };

    function view(task: ReturnType<typeof state.findTask>): readonly JsonObject[] {
      return task ? [taskView(task, ['TAGS'])] : [];
    }
  });
}

function start(context: EcsContext, asked: Input): readonly string[] {
  const definition = context.state.startableTaskDefinition(asked.taskDefinition);
  requireAwsvpc(definition, asked.networkConfiguration);
  const count = asked.count ?? 1;
  if (count < 1 || count > maxCount) throw invalidParameter(`count must be between 1 and ${maxCount}.`);
  const wanted = {
    cluster: context.state.cluster(asked.cluster),
    definition,
    launchType: asked.launchType ?? 'FARGATE',
    platformVersion:
      asked.platformVersion === undefined || asked.platformVersion === 'LATEST'
        ? latestPlatform
        : asked.platformVersion,
    group: asked.group ?? `family:${definition.spec.family}`,
    startedBy: asked.startedBy,
    overrides: asked.overrides ?? {},
    containerOverrides: containerOverrides(asked, definition),
  };
  return Array.from({ length: count }, () => createTask(context, { ...wanted, tags: taskTags(asked, definition) }).id);
}

function taskTags(asked: Input, definition: TaskDefinition): Map<string, string> {
  const inherited = asked.propagateTags === 'TASK_DEFINITION' ? definition.tags : new Map<string, string>();
  return new Map([...inherited, ...tagMap(asked.tags)]);
}

function containerOverrides({ overrides: given }: Input, definition: TaskDefinition): readonly ContainerOverride[] {
  return (given?.containerOverrides ?? []).map(({ name = '', command, environment, memory }) => {
    if (!definition.spec.containerDefinitions.some((container) => container.name === name)) {
      throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
    }
    return {
      name,
      ...(command ? { command } : {}),
      ...(memory === undefined ? {} : { memory }),
      ...(environment
        ? { environment: environment.map((entry) => ({ name: entry.name ?? '', value: entry.value ?? '' })) }
        : {}),
    };
  });
}
