import { clientError } from '../errors.ts';
import type { ContainerDefinition, TaskDefinitionSpec } from './model.ts';

/** @throws ClientException for a volume without name or with another's, and for mounts of volumes that are not there */
export function checkVolumes({
  containerDefinitions,
  volumes,
}: Pick<TaskDefinitionSpec, 'containerDefinitions' | 'volumes'>): void {
  const names = new Set<string>();
  for (const { name } of volumes ?? []) {
    if (!name) throw clientError('Volume name should not be null or empty.');
    if (names.has(name)) throw clientError(`Volume names must be unique: ${name}`);
    names.add(name);
  }
  for (const container of containerDefinitions) checkMounts(container, { volumes: names, containerDefinitions });
}

interface Mountable {
  readonly volumes: ReadonlySet<string>;
  readonly containerDefinitions: readonly ContainerDefinition[];
}

function checkMounts(container: ContainerDefinition, { volumes, containerDefinitions }: Mountable): void {
  for (const { containerPath, sourceVolume } of container.mountPoints ?? []) {
    if (sourceVolume === undefined || !volumes.has(sourceVolume))
      throw clientError(`Unknown volume '${sourceVolume ?? ''}'.`);
    if (!containerPath) throw clientError('Mount point container path should not be null or empty.');
  }
  for (const { sourceContainer } of container.volumesFrom ?? []) {
    if (!containerDefinitions.some(({ name }) => name === sourceContainer)) {
      throw clientError(
        `Unknown container '${sourceContainer ?? ''}' in volumesFrom of container '${container.name}'.`,
      );
    }
  }
}
