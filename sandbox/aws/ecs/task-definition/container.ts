import { clientError, unsupported } from '../errors.ts';
import { checkHealthCheck } from './container-limits.ts';
import type { ContainerDefinition, NameValue, PortMapping, SecretReference } from './model.ts';
import type { ContainerInput } from './shape.ts';

const namePattern = /^[A-Za-z0-9_-]{1,255}$/;
/** API reference, ContainerDefinition; `@` is that of digests. */
const imagePattern = /^[A-Za-z0-9_:./#@-]{1,255}$/;

/**
 * One container definition, checked and with the defaults ECS adds when it gives it back.
 * @throws ClientException in ECS's words
 */
export function normalizeContainer(input: ContainerInput, networkMode: string | undefined): ContainerDefinition {
  if (!input.name) throw clientError('Container.name should not be null or empty.');
  if (!namePattern.test(input.name)) throw clientError(`Invalid container name: ${input.name}`);
  if (!input.image) throw clientError('Container.image should not be null or empty.');
  if (!imagePattern.test(input.image)) throw clientError('Container.image contains invalid characters.');
  refuseUnsupported(input);
  const environment = (input.environment ?? []).map((entry) => variable(entry));
  const secrets = input.secrets?.map((entry) => secret(entry));
  refuseSharedNames(environment, secrets ?? []);
  const portMappings = (input.portMappings ?? []).map((entry) => portMapping(entry, networkMode));
  checkMemory(input.name, input);
  checkHealthCheck(input.name, input.healthCheck);
  return {
    ...input,
    name: input.name,
    image: input.image,
    cpu: input.cpu ?? 0,
    portMappings,
    essential: input.essential ?? true,
    environment,
    mountPoints: input.mountPoints ?? [],
    volumesFrom: input.volumesFrom ?? [],
    systemControls: input.systemControls ?? [],
    ...(secrets ? { secrets } : {}),
  } as ContainerDefinition; // `...input` still carries the optional `secrets` in its type; it is replaced when present.
}

/** @throws UnsupportedFeatureException for what would change how a container runs, and is not done here */
function refuseUnsupported({ environmentFiles, restartPolicy }: ContainerInput): void {
  if (environmentFiles?.length) throw unsupported('The sandbox has no S3 to read environmentFiles from.');
  if (restartPolicy?.enabled === true) throw unsupported('The sandbox does not restart containers.');
}

function variable(entry: { readonly name?: string; readonly value?: string }): NameValue {
  if (!entry.name) throw clientError('Environment variable name should not be null or empty.');
  return { name: entry.name, value: entry.value ?? '' };
}

function secret(entry: { readonly name?: string; readonly valueFrom?: string }): SecretReference {
  if (!entry.name || !entry.valueFrom) throw clientError("Secret 'name' and 'valueFrom' should not be null or empty.");
  return { name: entry.name, valueFrom: entry.valueFrom };
}

function refuseSharedNames(environment: readonly NameValue[], secrets: readonly SecretReference[]): void {
  const taken = new Set(environment.map(({ name }) => name));
  for (const { name } of secrets) {
    if (taken.has(name)) {
      throw clientError(
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
      );
    }
    taken.add(name);
  }
}

type PortInput = NonNullable<ContainerInput['portMappings']>[number];

function portMapping(entry: PortInput, networkMode: string | undefined): PortMapping {
  const { containerPort, hostPort } = entry;
  if (containerPort === undefined || containerPort < 1 || containerPort > 65_535) {
    throw clientError(`Invalid 'containerPort' setting: ${containerPort ?? 'missing'}`);
  }
  if (networkMode === 'awsvpc' && hostPort !== undefined && hostPort !== 0 && hostPort !== containerPort) {
    throw clientError('When networkMode=awsvpc, the host ports and container ports in port mappings must match.');
  }
  const host = networkMode === 'awsvpc' || networkMode === 'host' ? containerPort : (hostPort ?? 0);
  return { ...entry, containerPort, hostPort: host, protocol: entry.protocol ?? 'tcp' };
}

function checkMemory(name: string, { memory, memoryReservation }: ContainerInput): void {
  for (const [setting, value] of Object.entries({ memory, memoryReservation })) {
    if (value !== undefined && value < 4) {
      throw clientError(`Invalid setting for container '${name}'. '${setting}' must be at least 4 MiB.`);
    }
  }
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
    throw clientError(
      `Invalid setting for container '${name}'. The 'memoryReservation' setting is greater than 'memory'.`,
    );
  }
}
