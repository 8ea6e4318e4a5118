import { clientError } from '../errors.ts';
import type { ContainerDefinition } from './model.ts';

/**
 * Containers of one network interface share its ports (the wording of the errors is unverified).
 * @throws ClientException for a port or the name of a port mapping that is there twice
 */
export function checkPorts(containers: readonly ContainerDefinition[], networkMode: string | undefined): void {
  const ports = new Set<string>();
  const names = new Set<string>();
  for (const container of containers) {
    for (const { containerPort, name, protocol } of container.portMappings) {
      const owner = networkMode === 'awsvpc' ? '' : container.name;
      const port = `${owner} ${containerPort}/${protocol}`;
      if (ports.has(port)) throw clientError(`Port mappings must be unique: ${containerPort}/${protocol}`);
      ports.add(port);
      if (name === undefined) continue;
      if (names.has(name)) throw clientError(`Port mapping names must be unique: ${name}`);
      names.add(name);
    }
  }
}
