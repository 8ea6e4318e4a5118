import { isDeepStrictEqual } from 'node:util';
import { isRecordTag } from '#shared/release/record';
import type { TaskDefinitionInput } from '../api.ts';

type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];
type Json = Readonly<Record<string, unknown>>;

/**
 * Whether two task definitions mean the same to ECS: one written by people, one completed by ECS with its defaults.
 * Where this is not sure, they count as different; then a revision too many is registered and nothing is lost.
 * Tags are compared only when `wanted` names some, and those of the release record never.
 */
export function sameTaskDefinition(wanted: TaskDefinitionInput, running: TaskDefinitionInput): boolean {
  const tags = wanted.tags === undefined ? [] : (running.tags ?? []);
  return isDeepStrictEqual(canonical(wanted), canonical({ ...running, tags }));
}

/** The one form of all task definitions that mean the same: no empties, no defaults, sets in order. */
export function canonical(definition: TaskDefinitionInput): Json {
  const fixedPorts = definition.networkMode === 'awsvpc' || definition.networkMode === 'host';
  const { containerDefinitions = [], tags = [], volumes = [], requiresCompatibilities = [], ...rest } = definition;
  return withoutEmpty({
    ...rest,
    cpu: taskSize(definition.cpu, /^(?<amount>[\d.]+)\s*vcpu$/i),
    memory: taskSize(definition.memory, /^(?<amount>[\d.]+)\s*gb$/i),
    enableFaultInjection: definition.enableFaultInjection === true ? true : undefined,
    requiresCompatibilities: [...requiresCompatibilities].sort(),
    volumes: byName(volumes.map(canonicalVolume), ({ name }) => name),
    tags: byName(
      tags.filter(({ key = '' }) => !isRecordTag(key)),
      ({ key }) => key,
    ),
    containerDefinitions: byName(
      containerDefinitions.map((container) => canonicalContainer(container, fixedPorts)),
      ({ name }) => name,
    ),
  }) as Json; // an object stays one
}

function canonicalContainer(container: Container, fixedPorts: boolean): Container {
  const name = (item: { name?: string | undefined }): string | undefined => item.name;
  const isSet = (flag: boolean | undefined): true | undefined => flag === true || undefined;
  return {
    ...container,
    cpu: container.cpu === 0 ? undefined : container.cpu,
    essential: container.essential === false ? false : undefined,
    versionConsistency: container.versionConsistency === 'enabled' ? undefined : container.versionConsistency,
    disableNetworking: isSet(container.disableNetworking),
    interactive: isSet(container.interactive),
    privileged: isSet(container.privileged),
    pseudoTerminal: isSet(container.pseudoTerminal),
    readonlyRootFilesystem: isSet(container.readonlyRootFilesystem),
    environment: byName(
      (container.environment ?? []).map((variable) => ({ ...variable, value: variable.value ?? '' })),
      name,
    ),
    secrets: byName(container.secrets ?? [], name),
    portMappings: byName(
      (container.portMappings ?? []).map((port) => canonicalPort(port, fixedPorts)),
      ({ containerPort, hostPort, protocol }) => JSON.stringify([containerPort, hostPort, protocol]),
    ),
    mountPoints: (container.mountPoints ?? []).map((mount) => ({
      ...mount,
      readOnly: isSet(mount.readOnly),
    })),
    volumesFrom: (container.volumesFrom ?? []).map((from) => ({
      ...from,
      readOnly: isSet(from.readOnly),
    })),
    healthCheck: container.healthCheck && {
      interval: 30,
      timeout: 5,
      retries: 3,
      ...container.healthCheck,
      startPeriod: container.healthCheck.startPeriod === 0 ? undefined : container.healthCheck.startPeriod,
    },
  };
}

type Port = NonNullable<Container['portMappings']>[number];

/** With the networks awsvpc and host both ports are the same; with bridge 0 is the default: any that is free. */
function canonicalPort(port: Port, fixedPorts: boolean): Port {
  const { hostPort, containerPort, protocol } = port;
  const isDefault = hostPort === 0 || (fixedPorts && hostPort === containerPort);
  return {
    ...port,
    protocol: protocol === 'tcp' ? undefined : protocol,
    hostPort: isDefault ? undefined : hostPort,
  };
}

type Volume = NonNullable<TaskDefinitionInput['volumes']>[number];

function canonicalVolume(volume: Volume): Volume {
  const { efsVolumeConfiguration: efs } = volume;
  if (efs === undefined) return volume;
  return {
    ...volume,
    efsVolumeConfiguration: { ...efs, rootDirectory: efs.rootDirectory === '/' ? undefined : efs.rootDirectory },
  };
}

/** `1 vCPU` is 1024 units and `2 GB` 2048 MiB; ECS stores the plain number. */
function taskSize(size: string | undefined, inThousands: RegExp): string | undefined {
  const amount = inThousands.exec(size?.trim() ?? '')?.groups?.['amount'];
  return amount === undefined ? size : String(Number(amount) * 1024);
}

function byName<T>(items: readonly T[], name: (item: T) => string | undefined): T[] {
  // By code units, the same on every machine.
  const key = (item: T): string => name(item) ?? '';
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Without undefined, empty lists and empty objects, at any depth. Empty texts mean something and stay. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, withoutEmpty(member)] as const)
    .filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(members);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'object' && (Array.isArray(value) ? value.length : Object.keys(value).length) === 0)
  );
}
