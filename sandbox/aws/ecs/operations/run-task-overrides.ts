import type { JsonObject } from '#sandbox/aws/service';
import { invalidParameter, unsupported } from '../errors.ts';
import type { ContainerOverride } from '../model.ts';
import { anything, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import { cpuUnits, memoryMiB, requireFargate } from '../task-definition/fargate.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { keyValues } from '../task-definition/shape.ts';

/** Characters of all overrides together (API reference, TaskOverride). */
const maxLength = 8192;

export const overridesInput = struct({
  containerOverrides: list(
    struct({
      name: string,
      command: list(string),
      environment: keyValues,
      environmentFiles: list(anything),
      cpu: integer,
      memory: integer,
      memoryReservation: integer,
      resourceRequirements: list(anything),
    }),
  ),
  taskRoleArn: string,
  executionRoleArn: string,
  cpu: string,
  memory: string,
  ephemeralStorage: struct({ sizeInGiB: integer }),
  inferenceAcceleratorOverrides: list(anything),
});

export type OverridesInput = Decoded<typeof overridesInput>;

export interface Overrides {
  /** As DescribeTasks gives them back. */
  readonly given: JsonObject;
  readonly containers: readonly ContainerOverride[];
}

/**
 * What RunTask changes of the task definition.
 * @throws InvalidParameterException | ClientException for a size Fargate has not | UnsupportedFeatureException
 */
export function readOverrides(input: OverridesInput | undefined, definition: TaskDefinition): Overrides {
  if (!input) return { given: {}, containers: [] };
  if (JSON.stringify(input).length > maxLength) {
    throw invalidParameter(`Container Overrides length must be at most ${maxLength}`);
  }
  if (input.inferenceAcceleratorOverrides?.length) throw unsupported('The sandbox has no inference accelerators.');
  const size = sizeOf(input, definition);
  return {
    given: { ...input, ...size },
    containers: (input.containerOverrides ?? []).map((one) => containerOverride(one, definition)),
  };
}

function sizeOf({ cpu, memory }: OverridesInput, { spec }: TaskDefinition): { cpu?: string; memory?: string } {
  const wanted = {
    ...(cpu === undefined ? {} : { cpu: cpuUnits(cpu) }),
    ...(memory === undefined ? {} : { memory: memoryMiB(memory) }),
  };
  requireFargate({
    cpu: wanted.cpu ?? spec.cpu,
    memory: wanted.memory ?? spec.memory,
    networkMode: spec.networkMode,
  });
  return wanted;
}

type ContainerOverrideInput = NonNullable<OverridesInput['containerOverrides']>[number];

function containerOverride(input: ContainerOverrideInput, { spec }: TaskDefinition): ContainerOverride {
  const { name = '', command, environment, environmentFiles, memory, resourceRequirements } = input;
  if (!spec.containerDefinitions.some((container) => container.name === name)) {
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
  if (environmentFiles?.length) throw unsupported('The sandbox has no S3 to read environmentFiles from.');
  if (resourceRequirements?.length) throw unsupported('The sandbox has no GPUs or inference accelerators.');
  return {
    name,
    ...(command ? { command } : {}),
    ...(memory === undefined ? {} : { memory }),
    ...(environment
      ? { environment: environment.map((entry) => ({ name: entry.name ?? '', value: entry.value ?? '' })) }
      : {}),
  };
}
