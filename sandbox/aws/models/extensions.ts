import type { ModelledCall } from '../validator.ts';
import type { Problem } from './problem.ts';

interface Extension {
  readonly service: string;
  readonly operations: readonly string[];
  readonly path: string;
  readonly value: string;
  readonly why: string;
}

/** Values that AWS refuses and the sandbox takes. */
const extensions: readonly Extension[] = [
  {
    service: 'ELASTIC_LOAD_BALANCING_V2',
    operations: ['CreateListener', 'ModifyListener'],
    path: 'port',
    value: '0',
    why: 'a load balancer shares 127.0.0.1 with everything else on the machine, so that a free port can be asked for',
  },
];

export function isExtension({ service, operation }: ModelledCall, problem: Problem): boolean {
  if (problem.kind !== 'unsatisfied') return false;
  return extensions.some(
    (one) =>
      one.service === service &&
      one.operations.includes(operation) &&
      one.path === problem.path &&
      one.value === problem.value,
  );
}
