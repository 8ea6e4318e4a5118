import { clientError } from '../errors.ts';
import { checkTimeouts } from './container-limits.ts';
import type { ContainerDefinition, TaskDefinitionSpec } from './model.ts';

/** Log drivers Fargate knows (API reference, LogConfiguration). */
const logDrivers: readonly string[] = ['awslogs', 'splunk', 'awsfirelens'];

/**
 * What Fargate does not allow in a task definition (developer guide, "Task definition differences for Fargate"; part of
 * the wording is unverified).
 * @throws ClientException
 */
export function checkFargate(spec: TaskDefinitionSpec): void {
  if (spec.ipcMode !== undefined) throw unsupportedByFargate('ipcMode');
  if (spec.pidMode !== undefined && spec.pidMode !== 'task') throw unsupportedByFargate(`pidMode '${spec.pidMode}'`);
  if (spec.placementConstraints?.length) throw unsupportedByFargate('placement constraints');
  if (spec.inferenceAccelerators?.length) throw unsupportedByFargate('inference accelerators');
  for (const { dockerVolumeConfiguration, host, name } of spec.volumes ?? []) {
    if (host?.sourcePath !== undefined) throw unsupportedByFargate(`a host path for volume '${name ?? ''}'`);
    if (dockerVolumeConfiguration !== undefined) throw unsupportedByFargate('Docker volumes');
  }
  checkStorage(spec.ephemeralStorage);
  for (const container of spec.containerDefinitions) checkContainer(container);
}

/** GiB (API reference, EphemeralStorage). */
function checkStorage(storage: TaskDefinitionSpec['ephemeralStorage']): void {
  if (!storage) return;
  const size = storage.sizeInGiB;
  if (size === undefined || size < 21 || size > 200) {
    throw clientError("Invalid 'ephemeralStorage' setting for task. It must be between 21 and 200 GiB.");
  }
}

function checkContainer(container: ContainerDefinition): void {
  const { linuxParameters, logConfiguration, resourceRequirements } = container;
  const refused = {
    'privileged containers': container.privileged === true,
    disableNetworking: container.disableNetworking === true,
    dnsServers: container.dnsServers?.length,
    dnsSearchDomains: container.dnsSearchDomains?.length,
    dockerSecurityOptions: container.dockerSecurityOptions?.length,
    extraHosts: container.extraHosts?.length,
    hostname: container.hostname !== undefined,
    links: container.links?.length,
    devices: linuxParameters?.devices?.length,
    sharedMemorySize: linuxParameters?.sharedMemorySize !== undefined,
    maxSwap: linuxParameters?.maxSwap !== undefined,
    swappiness: linuxParameters?.swappiness !== undefined,
  };
  for (const [what, isThere] of Object.entries(refused)) {
    if (isThere) throw unsupportedByFargate(what);
  }
  const added = linuxParameters?.capabilities?.add?.filter((capability) => capability !== 'SYS_PTRACE') ?? [];
  if (added.length > 0) throw unsupportedByFargate(`the added capabilities ${added.join(', ')}`);
  if (resourceRequirements?.some(({ type }) => type === 'GPU')) {
    throw clientError('Tasks using the Fargate launch type do not support GPU resource requirements.');
  }
  if (logConfiguration && !logDrivers.includes(logConfiguration.logDriver ?? '')) {
    throw unsupportedByFargate(`log driver ${logConfiguration.logDriver ?? ''}`);
  }
  checkTimeouts(container.name, container);
}

function unsupportedByFargate(what: string): Error {
  return clientError(`Fargate compatible task definitions do not support ${what}.`);
}
