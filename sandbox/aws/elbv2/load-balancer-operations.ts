import { isDeepStrictEqual } from 'node:util';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { unsupported } from './health-check-input.ts';
import { removeListener } from './listener-operations.ts';
import { checkName } from './names.ts';
import type { LoadBalancerRecord } from './state.ts';

export function loadBalancerOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    CreateLoadBalancer: (input) => create(context, new Members(input, 'ValidationError')),
    DescribeLoadBalancers: (input) => describe(context, new Members(input, 'ValidationError')),
    DeleteLoadBalancer: (input) => remove(context, new Members(input, 'ValidationError')),
  };
}

function create(context: Elbv2Context, input: Members): JsonObject {
  const name = checkName('Load balancer', input.requiredText('Name'));
  const type = input.text('Type') ?? 'application';
  if (type !== 'application') throw unsupported(`load balancers of the type '${type}'`);
  const scheme = input.text('Scheme') ?? 'internet-facing';
  if (scheme !== 'internet-facing' && scheme !== 'internal') {
    throw new AwsError('InvalidScheme', `Scheme '${scheme}' is not valid`);
  }
  const mapped = input.records('SubnetMappings').map((mapping) => mapping.requiredText('SubnetId'));
  const settings: Settings = {
    scheme,
    subnets: [...input.texts('Subnets'), ...mapped],
    securityGroups: input.texts('SecurityGroups'),
  };
  const present = [...context.state.loadBalancers.values()].find((one) => one.name === name);
  if (present) return answer(context, [sameOrRefuse(present, settings)]);
  const arn = context.arn(`loadbalancer/app/${name}`);
  const made: LoadBalancerRecord = { arn, name, createdAt: context.clock.now(), ...settings };
  context.state.loadBalancers.set(arn, made);
  return answer(context, [made]);
}

type Settings = Pick<LoadBalancerRecord, 'scheme' | 'subnets' | 'securityGroups'>;

/** Asking twice for the same load balancer is answered with that one. */
function sameOrRefuse(present: LoadBalancerRecord, wanted: Settings): LoadBalancerRecord {
  const { scheme, subnets, securityGroups } = present;
  if (isDeepStrictEqual({ scheme, subnets, securityGroups }, wanted)) return present;
  const message = `A load balancer with the same name '${present.name}' exists, but with different settings`;
  throw new AwsError('DuplicateLoadBalancerName', message);
}

function describe(context: Elbv2Context, input: Members): JsonObject {
  const arns = input.texts('LoadBalancerArns');
  const names = input.texts('Names');
  const all = [...context.state.loadBalancers.values()];
  if (arns.length > 0)
    return answer(
      context,
      arns.map((arn) => context.state.loadBalancer(arn)),
    );
  const missing = names.filter((name) => !all.some((one) => one.name === name));
  if (missing.length > 0)
    throw new AwsError('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
  return answer(context, names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all);
}

/** Takes its listeners with it. Deleting what does not exist succeeds, as in AWS. */
async function remove(context: Elbv2Context, input: Members): Promise<JsonObject> {
  const arn = input.requiredText('LoadBalancerArn');
  const listeners = [...context.state.listeners.values()].filter((listener) => listener.loadBalancerArn === arn);
  await Promise.all(listeners.map((listener) => removeListener(context, listener)));
  context.state.loadBalancers.delete(arn);
  return {};
}

function answer(context: Elbv2Context, loadBalancers: readonly LoadBalancerRecord[]): JsonObject {
  return { LoadBalancers: loadBalancers.map((one) => shown(context, one)) };
}

function shown(
  context: Elbv2Context,
  { arn, name, scheme, subnets, securityGroups, createdAt }: LoadBalancerRecord,
): JsonObject {
  return {
    LoadBalancerArn: arn,
    LoadBalancerName: name,
    // Its listeners are bound there.
    DNSName: '127.0.0.1',
    CreatedTime: new Date(createdAt).toISOString(),
    Scheme: scheme,
    Type: 'application',
    State: { Code: 'active' },
    VpcId: context.vpcId,
    IpAddressType: 'ipv4',
    AvailabilityZones: subnets.map((SubnetId) => ({ SubnetId, LoadBalancerAddresses: [] })),
    SecurityGroups: securityGroups,
  };
}
