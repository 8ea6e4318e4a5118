import { clientError } from '../errors.ts';
import type { ContainerDefinition } from './model.ts';

/**
 * Checks `dependsOn` of all containers (API reference, ContainerDependency; the wording of the errors is unverified).
 * @throws ClientException for a dependency that does not exist, cannot be met, or leads back to its container
 */
export function checkDependencies(containers: readonly ContainerDefinition[]): void {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const container of containers) {
    for (const { containerName = '', condition } of container.dependsOn ?? []) {
      const dependency = byName.get(containerName);
      if (!dependency || dependency === container) {
        throw clientError(
          `Container '${container.name}' depends on '${containerName}', which is no other container of the task.`,
        );
      }
      checkCondition(container.name, dependency, condition);
    }
  }
  for (const { name } of containers) refuseCycle(name, byName);
}

function checkCondition(dependent: string, dependency: ContainerDefinition, condition: string | undefined): void {
  const { essential, healthCheck, name } = dependency;
  const refuse = (why: string): Error =>
    clientError(`Invalid 'dependsOn' setting for container '${dependent}'. The container '${name}' ${why}`);
  if (condition === 'HEALTHY' && !healthCheck) throw refuse('has no health check for the condition HEALTHY.');
  if (essential && (condition === 'COMPLETE' || condition === 'SUCCESS')) {
    throw refuse(`is essential, which the condition ${condition} does not allow.`);
  }
}

function refuseCycle(start: string, containers: ReadonlyMap<string, ContainerDefinition>): void {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const { containerName = '' } of containers.get(name)?.dependsOn ?? []) {
      if (containerName === start) throw clientError(`Cycle in the dependencies of container '${start}'.`);
      if (seen.has(containerName)) continue;
      seen.add(containerName);
      visit(containerName);
    }
  };
  visit(start);
}
