import type { InputReader } from '#shared/action/inputs';
import type { ServiceRef } from './api.ts';
import { isNameOrArn, parseArn, shortName } from './names.ts';

/** The inputs `cluster` and `service`. The ARN of a service names its cluster, which then need not be given. */
export function readServiceRef(read: InputReader): ServiceRef {
  const cluster = readCluster(read);
  const service = read.required('service', 'the name or ARN of a service');
  return serviceRef(read, { cluster, service });
}

/**
 * The same where `service` may name several, one per line or separated by commas. A service that stands twice, be it
 * once by its name and once by its ARN, is a problem.
 */
export function readServiceRefs(read: InputReader): readonly [ServiceRef, ...ServiceRef[]] {
  const cluster = readCluster(read);
  const [first = read.required('service', 'the name or ARN of a service'), ...others] = read.list('service');
  const refs = [first, ...others].map((service) => serviceRef(read, { cluster, service }));
  const groups = Map.groupBy(refs, (ref) => `${shortName(ref.cluster)}/${shortName(ref.service)}`);
  for (const [, [one, ...more]] of groups) {
    if (one === undefined || more.length === 0) continue;
    read.problem('service', `names ${shortName(one.service)} ${more.length + 1} times; give each service once.`);
  }
  return refs as [ServiceRef, ...ServiceRef[]]; // as many as there were names
}

/** What tells the services of a step apart for people: their names, with the cluster where two have one name. */
export function serviceLabels(refs: readonly ServiceRef[]): readonly string[] {
  const names = refs.map(({ service }) => shortName(service));
  const twice = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  return refs.map(({ cluster, service }) => {
    const name = shortName(service);
    return twice(name) ? `${shortName(cluster)}/${name}` : name;
  });
}

function readCluster(read: InputReader): string {
  const cluster = read.text('cluster', 'default');
  if (!isNameOrArn(cluster, 'cluster')) {
    read.problem('cluster', `got ${JSON.stringify(cluster)}; expected the name or ARN of a cluster.`);
  }
  return cluster;
}

function serviceRef(read: InputReader, { cluster, service }: ServiceRef): ServiceRef {
  if (service !== '' && !isNameOrArn(service, 'service')) {
    read.problem('service', `got ${JSON.stringify(service)}; expected the name or ARN of one service.`);
  }
  const [, own, name] = parseArn(service)?.resource.split('/') ?? [];
  return own !== undefined && name !== undefined && cluster === 'default'
    ? { cluster: own, service }
    : { cluster, service };
}
