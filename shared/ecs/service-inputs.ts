import type { InputReader } from '#shared/action/inputs';
import type { ServiceRef } from './api.ts';
import { isNameOrArn, parseArn } from './names.ts';

/** The inputs `cluster` and `service`. The ARN of a service names its cluster, which then need not be given. */
export function readServiceRef(read: InputReader): ServiceRef {
  const cluster = read.text('cluster', 'default');
  if (!isNameOrArn(cluster, 'cluster')) {
    read.problem('cluster', `got ${JSON.stringify(cluster)}; expected the name or ARN of a cluster.`);
  }
  const service = read.required('service', 'the name or ARN of a service');
  if (service !== '' && !isNameOrArn(service, 'service')) {
    read.problem('service', `got ${JSON.stringify(service)}; expected the name or ARN of one service.`);
  }
  const [, own, name] = parseArn(service)?.resource.split('/') ?? [];
  return own !== undefined && name !== undefined && cluster === 'default'
    ? { cluster: own, service }
    : { cluster, service };
}
