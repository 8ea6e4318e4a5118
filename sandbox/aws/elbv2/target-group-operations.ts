import { isDeepStrictEqual } from 'node:util';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { defaultHealthCheck, readHealthCheck } from './health-check-input.ts';
import { checkName } from './names.ts';
import { page } from './page.ts';
import { unsupported } from './refusals.ts';
import type { TargetGroupRecord, TargetType } from './state.ts';
import { readTags } from './tags.ts';

const PORT = { min: 1, max: 65_535 } as const;
const DEFAULT_DEREGISTRATION_DELAY_SECONDS = 300;

export function targetGroupOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    CreateTargetGroup: (input) => create(context, new Members(input, 'ValidationError')),
    DescribeTargetGroups: (input) => describe(context, new Members(input, 'ValidationError')),
    ModifyTargetGroup: (input) => modify(context, new Members(input, 'ValidationError')),
    DeleteTargetGroup: (input) => remove(context, new Members(input, 'ValidationError')),
  };
}

function create(context: Elbv2Context, input: Members): JsonObject {
  const wanted = readTargetGroup(context, input);
  const tags = readTags(input);
  const present = [...context.state.targetGroups.values()].find(({ name }) => name === wanted.name);
  if (present) {
    // Asking twice for the same group is answered with that group; the delay is an attribute, no part of the request.
    const same: TargetGroupRecord = {
      ...wanted,
      arn: present.arn,
      deregistrationDelaySeconds: present.deregistrationDelaySeconds,
    };
    if (isDeepStrictEqual(same, present)) return answer(context, [present]);
    const message = `A target group with the same name '${wanted.name}' exists, but with different settings`;
    throw new AwsError('DuplicateTargetGroupName', message);
  }
  const group: TargetGroupRecord = { ...wanted, arn: context.arn(`targetgroup/${wanted.name}`) };
  context.state.targetGroups.set(group.arn, group);
  context.state.tags.set(group.arn, tags);
  return answer(context, [group]);
}

function readTargetGroup(context: Elbv2Context, input: Members): Omit<TargetGroupRecord, 'arn'> {
  const name = checkName('Target group', input.requiredText('Name'));
  const protocol = input.requiredText('Protocol');
  if (protocol !== 'HTTP') throw unsupported(`target groups with the protocol '${protocol}'`);
  const protocolVersion = input.text('ProtocolVersion') ?? 'HTTP1';
  if (protocolVersion !== 'HTTP1') throw unsupported(`the protocol version '${protocolVersion}'`);
  const port = input.integer('Port', PORT);
  if (port === undefined) throw new AwsError('ValidationError', 'A port must be specified');
  return {
    name,
    port,
    targetType: readTargetType(input),
    protocolVersion,
    vpcId: input.text('VpcId') ?? context.vpcId,
    healthCheck: readHealthCheck(input, defaultHealthCheck),
    deregistrationDelaySeconds: DEFAULT_DEREGISTRATION_DELAY_SECONDS,
  };
}

function readTargetType(input: Members): TargetType {
  const type = input.text('TargetType') ?? 'instance';
  if (type !== 'ip' && type !== 'instance') throw unsupported(`the target type '${type}'`);
  return type;
}

function describe(context: Elbv2Context, input: Members): JsonObject {
  const { items, nextToken } = page(wanted(context, input), input);
  return { ...answer(context, items), NextMarker: nextToken };
}

function wanted({ state }: Elbv2Context, input: Members): readonly TargetGroupRecord[] {
  const arns = input.texts('TargetGroupArns');
  if (arns.length > 0) return arns.map((arn) => state.targetGroup(arn));
  const all = [...state.targetGroups.values()];
  const loadBalancerArn = input.text('LoadBalancerArn');
  if (loadBalancerArn !== undefined) {
    const { arn } = state.loadBalancer(loadBalancerArn);
    return all.filter((group) => state.loadBalancersOf(group.arn).includes(arn));
  }
  const names = input.texts('Names');
  const unknown = names.some((name) => !all.some((group) => group.name === name));
  if (unknown) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
  return names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
}

function modify(context: Elbv2Context, input: Members): JsonObject {
  const group = context.state.targetGroup(input.requiredText('TargetGroupArn'));
  const changed: TargetGroupRecord = { ...group, healthCheck: readHealthCheck(input, group.healthCheck) };
  context.state.targetGroups.set(group.arn, changed);
  context.targets.changed(changed);
  return answer(context, [changed]);
}

/** Deleting what does not exist succeeds, as in AWS. */
function remove(context: Elbv2Context, input: Members): JsonObject {
  const arn = input.requiredText('TargetGroupArn');
  if (context.state.forwarded().some((group) => group.arn === arn)) {
    throw new AwsError('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  context.state.targetGroups.delete(arn);
  context.state.tags.delete(arn);
  context.targets.forget(arn);
  return {};
}

function answer(context: Elbv2Context, groups: readonly TargetGroupRecord[]): JsonObject {
  return { TargetGroups: groups.map((group) => shown(context, group)) };
}

function shown(context: Elbv2Context, group: TargetGroupRecord): JsonObject {
  const { healthCheck } = group;
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: 'HTTP',
    ProtocolVersion: group.protocolVersion,
    Port: group.port,
    VpcId: group.vpcId,
    TargetType: group.targetType,
    IpAddressType: 'ipv4',
    HealthCheckEnabled: true,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckPath: healthCheck.path,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: healthCheck.matcher.httpCode },
    LoadBalancerArns: context.state.loadBalancersOf(group.arn),
  };
}
