import { clientError } from '../errors.ts';
import { normalizeContainer } from './container.ts';
import { checkDependencies } from './dependencies.ts';
import { checkFargate } from './fargate-containers.ts';
import { cpuUnits, memoryMiB, requireFargate } from './fargate.ts';
import type { ContainerDefinition, TaskDefinitionSpec } from './model.ts';
import { checkPorts } from './ports.ts';
import type { TaskDefinitionInput } from './shape.ts';
import { checkVolumes } from './volumes.ts';

const familyPattern = /^[A-Za-z0-9_-]{1,255}$/;
const networkModes: readonly string[] = ['awsvpc', 'bridge', 'host', 'none'];

/**
 * Checks a task definition as RegisterTaskDefinition does, and adds the defaults ECS gives back.
 * @throws ClientException for the first rule it breaks, in ECS's words
 */
export function normalizeTaskDefinition(input: TaskDefinitionInput): TaskDefinitionSpec {
  if (!input.family) throw clientError('Family should not be null or empty.');
  if (!familyPattern.test(input.family)) throw clientError(`Invalid family: ${input.family}`);
  const { networkMode } = input;
  if (networkMode !== undefined && !networkModes.includes(networkMode)) {
    throw clientError(`Invalid networkMode: ${networkMode}`);
  }
  const containers = (input.containerDefinitions ?? []).map((entry) => normalizeContainer(entry, networkMode));
  checkContainers(containers);
  const cpu = input.cpu === undefined ? undefined : cpuUnits(input.cpu);
  const memory = input.memory === undefined ? undefined : memoryMiB(input.memory);
  const fargate = input.requiresCompatibilities?.includes('FARGATE') ?? false;
  if (fargate) requireFargate({ cpu, memory, networkMode });
  containers.forEach((entry) => {
    checkMemory(entry, memory);
  });
  if (input.executionRoleArn === undefined) {
    containers.forEach((entry) => {
      refuseWithoutExecutionRole(entry, fargate);
    });
  }
  const spec: TaskDefinitionSpec = {
    ...input,
    family: input.family,
    containerDefinitions: containers,
    volumes: input.volumes ?? [],
    placementConstraints: input.placementConstraints ?? [],
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
  };
  checkDependencies(containers);
  checkPorts(containers, networkMode);
  checkVolumes(spec);
  checkSums(spec);
  if (fargate) checkFargate(spec);
  return spec;
}

function checkContainers(containers: readonly ContainerDefinition[]): void {
  if (containers.length === 0) throw clientError('Container list cannot be empty.');
  if (containers.length > 10) throw clientError('A task definition can have at most 10 containers.');
  const names = new Set<string>();
  for (const { name } of containers) {
    if (names.has(name)) throw clientError(`Container names must be unique: ${name}`);
    names.add(name);
  }
  if (!containers.some((entry) => entry.essential)) {
    throw clientError('A task definition must have at least one essential container.');
  }
}

function checkMemory(container: ContainerDefinition, taskMemory: string | undefined): void {
  const { name, memory, memoryReservation } = container;
  if (taskMemory === undefined && memory === undefined && memoryReservation === undefined) {
    throw clientError(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (taskMemory !== undefined && (memory ?? memoryReservation ?? 0) > Number(taskMemory)) {
    throw clientError(
      `Invalid setting for container '${name}'. The 'memory' setting for container is greater than for the task.`,
    );
  }
}

/** All containers together fit into the task (developer guide, "Task size"; the wording is unverified). */
function checkSums({ containerDefinitions, cpu, memory }: TaskDefinitionSpec): void {
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  const cpuOfAll = sum(containerDefinitions.map((container) => container.cpu));
  if (cpu !== undefined && cpuOfAll > Number(cpu)) {
    throw clientError(
      `Invalid 'cpu' setting for task. The containers ask for ${cpuOfAll} in all, the task has ${cpu}.`,
    );
  }
  const memoryOfAll = sum(containerDefinitions.map((one) => one.memoryReservation ?? one.memory ?? 0));
  if (memory !== undefined && memoryOfAll > Number(memory)) {
    throw clientError(
      `Invalid 'memory' setting for task. The containers ask for ${memoryOfAll} in all, the task has ${memory}.`,
    );
  }
}

const ecrImage = /^\d{12}\.dkr\.ecr\./;

function refuseWithoutExecutionRole(container: ContainerDefinition, fargate: boolean): void {
  if (container.secrets?.length) {
    throw clientError(
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
  }
  if (!fargate) return;
  const need = (what: string): Error =>
    clientError(`Fargate requires task definition to have execution role ARN to support ${what}.`);
  if (container.logConfiguration?.logDriver === 'awslogs') throw need('log driver awslogs');
  if (ecrImage.test(container.image)) throw need('ECR images');
}
