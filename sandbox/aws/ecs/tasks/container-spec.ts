import type { LogSink } from '#sandbox/aws/log-sink';
import type { SecretSource } from '#sandbox/aws/secret-source';
import type { ContainerSpec, Origin } from '#sandbox/tasks/runtime';
import type { Task, TaskContainer } from '../model.ts';
import { string, struct } from '../shape.ts';
import type { SecretReference } from '../task-definition/model.ts';
import { resourceInitializationError } from './failures.ts';
import { secretFailure } from './secret-failures.ts';

export interface ContainerNeeds {
  readonly region: string;
  readonly logs: LogSink;
  readonly secrets: SecretSource;
}

/**
 * What the runtime is told about one container of a task.
 * @throws StartFailure when a secret or the log group is missing
 */
export function containerSpec(task: Task, container: TaskContainer, needs: ContainerNeeds): ContainerSpec {
  const { definition } = container;
  const override = task.containerOverrides.find(({ name }) => name === definition.name);
  const command = override?.command ?? definition.command;
  const memory = override?.memory ?? definition.memory ?? taskMemory(task);
  return {
    origin: originOf(task),
    name: definition.name,
    image: container.reference ?? definition.image,
    ...platformOf(task),
    ...(definition.entryPoint?.length ? { entryPoint: definition.entryPoint } : {}),
    ...(command?.length ? { command } : {}),
    ...(definition.workingDirectory === undefined ? {} : { workingDirectory: definition.workingDirectory }),
    environment: {
      AWS_DEFAULT_REGION: needs.region,
      AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
      AWS_REGION: needs.region,
      ...pairs(definition.environment),
      ...secretPairs(task, definition.secrets ?? [], needs.secrets),
      ...pairs(override?.environment ?? []),
    },
    containerPorts: definition.portMappings.map(({ containerPort }) => containerPort),
    ...(memory === undefined ? {} : { memoryMiB: memory }),
    onOutput: logWriter(task, container, needs.logs),
  };
}

export function originOf(task: Task): Origin {
  const { spec, revision } = task.definition;
  return { taskId: task.id, taskDefinition: `${spec.family}:${revision}`, group: task.group };
}

/** What `runtimePlatform` asks for, in OCI's words; nothing where the task definition says nothing. */
export function platformOf(task: Task): { readonly platform?: string } {
  const architecture = task.definition.spec.runtimePlatform?.cpuArchitecture;
  if (architecture === undefined) return {};
  return { platform: `linux/${architecture === 'ARM64' ? 'arm64' : 'amd64'}` };
}

/** `name:tag` → `name@digest`: ECS resolves a tag once for a revision, and later tasks get the same image. */
export function pinned(image: string, digest: string): string {
  if (image.includes('@')) return image;
  const path = image.lastIndexOf('/') + 1;
  const colon = image.indexOf(':', path);
  return `${colon === -1 ? image : image.slice(0, colon)}@${digest}`;
}

/** Of the task as RunTask wanted it, else as the task definition has it; CPU units and MiB. */
export function sizeOf({ definition, overrides }: Task): { readonly cpu?: string; readonly memory?: string } {
  const { cpu = definition.spec.cpu, memory = definition.spec.memory } = struct({ cpu: string, memory: string })(
    overrides,
  );
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
}

function taskMemory(task: Task): number | undefined {
  const { memory } = sizeOf(task);
  return memory === undefined ? undefined : Number(memory);
}

function pairs(entries: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

function secretPairs(task: Task, secrets: readonly SecretReference[], source: SecretSource): Record<string, string> {
  return Object.fromEntries(
    secrets.map(({ name, valueFrom }) => {
      const answer = source.read(valueFrom);
      if (!answer.found) throw secretFailure(task, valueFrom, answer.why);
      return [name, answer.value];
    }),
  );
}

function logWriter(task: Task, { definition }: TaskContainer, logs: LogSink): (line: string) => void {
  const configuration = definition.logConfiguration;
  if (configuration?.logDriver !== 'awslogs') return () => undefined;
  const options = configuration.options ?? {};
  const group = options['awslogs-group'] ?? '';
  const prefix = options['awslogs-stream-prefix'];
  const stream = prefix === undefined ? task.id : `${prefix}/${definition.name}/${task.id}`;
  if (!logs.open(group, stream, { create: options['awslogs-create-group'] === 'true' })) {
    throw resourceInitializationError(
      'failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
    );
  }
  return (line) => {
    logs.write(group, stream, line);
  };
}
