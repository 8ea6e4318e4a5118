import { error, type Outcome } from './finding.ts';
import { containersOf, type ContainerInput, type Subject } from './subject.ts';

/** Whether the ports the service speaks to are those the containers publish. */
export function checkContainerPorts(subject: Subject): readonly Outcome[] {
  const { service } = subject;
  return [
    ...(service.loadBalancers ?? []).flatMap(({ containerName, containerPort }) =>
      checkPort(subject, { by: 'The load balancer of the service', containerName, port: containerPort }),
    ),
    ...(service.serviceRegistries ?? []).flatMap(({ containerName, containerPort }) =>
      containerName === undefined
        ? []
        : checkPort(subject, { by: 'The service registry of the service', containerName, port: containerPort }),
    ),
    ...checkPortNames(subject),
  ];
}

interface SpokenTo {
  readonly by: string;
  readonly containerName: string | undefined;
  readonly port: number | undefined;
}

function checkPort(subject: Subject, { by, containerName = '', port }: SpokenTo): readonly Outcome[] {
  const containers = containersOf(subject);
  const container = containers.find(({ name }) => name === containerName);
  if (container === undefined) {
    const has = containers.map(({ name = '' }) => name).join(', ');
    return [
      error(
        `${by} speaks to container ${containerName}, which the task definition has not; it has ${has}.`,
        `Name the container ${containerName}, or change the service's configuration first.`,
      ),
    ];
  }
  if (port === undefined || publishes(container, port)) return [];
  const ports = (container.portMappings ?? []).map(
    ({ containerPort, containerPortRange }) => containerPort ?? containerPortRange,
  );
  return [
    error(
      `${by} speaks to port ${port} of container ${containerName}, which publishes ${ports.length === 0 ? 'no port' : ports.join(', ')}.`,
      `Add { "containerPort": ${port} } to the portMappings of ${containerName}, or change the service's configuration first.`,
    ),
  ];
}

function publishes({ portMappings = [] }: ContainerInput, port: number): boolean {
  return portMappings.some(({ containerPort, containerPortRange }) => {
    const [from, to] = containerPortRange?.split('-').map(Number) ?? [];
    return containerPort === port || (from !== undefined && to !== undefined && from <= port && port <= to);
  });
}

/** Service Connect knows ports by the names of their mappings. */
function checkPortNames(subject: Subject): readonly Outcome[] {
  const primary = subject.service.deployments?.find(({ status }) => status === 'PRIMARY');
  const { enabled, services = [] } = primary?.serviceConnectConfiguration ?? {};
  if (enabled !== true) return [];
  const known = new Set(containersOf(subject).flatMap(({ portMappings = [] }) => portMappings.map(({ name }) => name)));
  return services
    .filter(({ portName }) => !known.has(portName))
    .map(({ portName = '' }) =>
      error(
        `Service Connect of the service speaks to the port named ${portName}, which no port mapping has for its name.`,
        `Give the port mapping the name ${portName}.`,
      ),
    );
}
