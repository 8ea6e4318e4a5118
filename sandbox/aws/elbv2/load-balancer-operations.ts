import { isDeepStrictEqual } from 'node:util';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { removeListener } from './listener-operations.ts';
import { checkName } from './names.ts';
import { page } from './page.ts';
import { unsupported } from './refusals.ts';
import type { LoadBalancerRecord } from './state.ts';
import { readTags } from './tags.ts';

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
  const tags = readTags(input);
  const present = [...context.state.loadBalancers.values()].find((one) => one.name === name);
  if (present) return answer(context, [sameOrRefuse(present, settings)]);
  const arn = context.arn(`loadbalancer/app/${name}`);
  const made: LoadBalancerRecord = {
    arn,
    name,
    createdAt: context.clock.now(),
    deletionProtection: false,
    ...settings,
  };
  context.state.loadBalancers.set(arn, made);
  context.state.tags.set(arn, tags);
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
  const { items, nextToken } = page(wanted(context, input), input);
  return { ...answer(context, items), NextMarker: nextToken };
}

function wanted({ state }: Elbv2Context, input: Members): readonly LoadBalancerRecord[] {
  const arns = input.texts('LoadBalancerArns');
  if (arns.length > 0) return arns.map((arn) => state.loadBalancer(arn));
  const names = input.texts('Names');
  const all = [...state.loadBalancers.values()];
  const missing = names.filter((name) => !all.some((one) => one.name === name));
  if (missing.length > 0)
    throw new AwsError('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
  return names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
}

/** Takes its listeners with it. Deleting what does not exist succeeds, as in AWS. */
async function remove(context: Elbv2Context, input: Members): Promise<JsonObject> {
  const { state } = context;
  const arn = input.requiredText('LoadBalancerArn');
  if (state.loadBalancers.get(arn)?.deletionProtection === true) {
    const message = `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`;
    throw new AwsError('OperationNotPermitted', message);
  }
  await Promise.all(state.listenersOf(arn).map((listener) => removeListener(context, listener)));
  state.loadBalancers.delete(arn);
  state.tags.delete(arn);
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
