import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { invalid } from './refusals.ts';
import type { TargetGroupRecord } from './state.ts';

const PORT = { min: 1, max: 65_535 } as const;
const LOOPBACK = '127.0.0.1';

/** Targets registered by hand; those of services come from the ECS scheduler. */
export function targetOperations({ state, targets }: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    RegisterTargets: (input) => {
      const { group, addresses } = read(input, (arn) => state.targetGroup(arn));
      for (const { id } of addresses) checkReachable(group, id);
      for (const { id, port = group.port } of addresses) targets.register(group.arn, { id, port, hostPort: port });
      return {};
    },
    /** Deregistering what is not registered succeeds, as in AWS. Without a port all ports of the address are meant. */
    DeregisterTargets: (input) => {
      const { group, addresses } = read(input, (arn) => state.targetGroup(arn));
      const meant = targets
        .health(group.arn)
        .map(({ target }) => target)
        .filter((target) => addresses.some(({ id, port = target.port }) => id === target.id && port === target.port));
      for (const target of meant) targets.deregister(group.arn, target);
      return {};
    },
  };
}

interface Address {
  readonly id: string;
  readonly port?: number;
}

function read(
  input: JsonObject,
  groupOf: (arn: string) => TargetGroupRecord,
): { readonly group: TargetGroupRecord; readonly addresses: readonly Address[] } {
  const members = new Members(input, 'ValidationError');
  const group = groupOf(members.requiredText('TargetGroupArn'));
  const addresses = members.records('Targets').map((target): Address => {
    const port = target.integer('Port', PORT);
    return { id: target.requiredText('Id'), ...(port === undefined ? {} : { port }) };
  });
  if (addresses.length === 0) throw invalid('Targets must be specified');
  return { group, addresses };
}

/** Only what listens on this machine can be reached; addresses of tasks mean something to the scheduler alone. */
function checkReachable({ targetType }: TargetGroupRecord, id: string): void {
  if (targetType === 'ip' && id === LOOPBACK) return;
  throw new AwsError('InvalidTarget', `The sandbox reaches targets of the type ip at ${LOOPBACK} only, not '${id}'`);
}
