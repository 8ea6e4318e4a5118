import { randomUUID } from 'node:crypto';
import { pageOf } from '../paging.ts';
import type { Page } from '../paging.ts';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { DIMENSION, NAMESPACE, serviceOf, viewActivity, viewPolicy, viewTarget } from './scalable-target.ts';
import type { ScalableTarget, SuspendedState } from './scalable-target.ts';
import type { Scaler } from './scaler.ts';
import { readTags } from './tag-operations.ts';

const CAPACITY = { min: 0, max: 100_000 } as const;
const PAGE = { min: 1, max: 50 } as const;

/** Makes a target, or changes the members of it that are given. */
export async function registerTarget(scaler: Scaler, input: Members): Promise<JsonObject> {
  requireEcs(input);
  const resourceId = input.requiredText('ResourceId');
  const service = serviceOf(resourceId);
  const { account, region, clock, services } = scaler.options;
  const known = scaler.targets.get(resourceId);
  const min = input.integer('MinCapacity', CAPACITY) ?? known?.min;
  const max = input.integer('MaxCapacity', CAPACITY) ?? known?.max;
  if (min === undefined || max === undefined) throw invalid('You must specify both MinCapacity and MaxCapacity');
  if (max < min) throw invalid('Maximum capacity cannot be less than minimum capacity');
  if ((await services.desiredCount(service)) === undefined) throw invalid(`ECS service doesn't exist: ${resourceId}`);
  const target: ScalableTarget = known ?? {
    resourceId,
    service,
    arn: `arn:aws:application-autoscaling:${region}:${account}:scalable-target/0ec5${randomUUID().replaceAll('-', '').slice(0, 28)}`,
    createdAt: clock.now(),
    tags: new Map(),
    policies: new Map(),
    roleArn: `arn:aws:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    min,
    max,
    suspended: NOTHING_SUSPENDED,
  };
  const suspended = readSuspended(input, target.suspended);
  for (const [key, value] of readTags(input)) target.tags.set(key, value);
  Object.assign(target, { min, max, suspended, roleArn: input.text('RoleARN') ?? target.roleArn });
  scaler.targets.set(resourceId, target);
  await scaler.enforceBounds(target);
  return { ScalableTargetARN: target.arn };
}

const NOTHING_SUSPENDED: SuspendedState = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** Members that are not given stay as they were. */
function readSuspended(input: Members, before: SuspendedState): SuspendedState {
  const asked = input.record('SuspendedState');
  if (!asked) return before;
  return {
    DynamicScalingInSuspended: asked.flag('DynamicScalingInSuspended') ?? before.DynamicScalingInSuspended,
    DynamicScalingOutSuspended: asked.flag('DynamicScalingOutSuspended') ?? before.DynamicScalingOutSuspended,
    ScheduledScalingSuspended: asked.flag('ScheduledScalingSuspended') ?? before.ScheduledScalingSuspended,
  };
}

export function describeTargets(scaler: Scaler, input: Members): JsonObject {
  const ids = input.texts('ResourceIds');
  const found = targetsOf(scaler, input).filter(({ resourceId }) => ids.length === 0 || ids.includes(resourceId));
  const { items, nextToken } = paged(found, input);
  return { ScalableTargets: items.map(viewTarget), NextToken: nextToken };
}

export function deregisterTarget(scaler: Scaler, input: Members): JsonObject {
  requireEcs(input);
  scaler.targets.delete(scaler.target(input.requiredText('ResourceId')).resourceId);
  return {};
}

/** Kept; nothing measures what a policy tracks. */
export function putPolicy(scaler: Scaler, input: Members): JsonObject {
  requireEcs(input);
  const target = scaler.target(input.requiredText('ResourceId'));
  const name = input.requiredText('PolicyName');
  const known = target.policies.get(name);
  const type = input.text('PolicyType') ?? known?.type ?? 'StepScaling';
  const member = `${type}PolicyConfiguration`;
  const configuration = input.raw(member);
  if (configuration === undefined || configuration === null) {
    throw invalid(`${member} must be specified for a policy of type ${type}`);
  }
  const { account, region, clock } = scaler.options;
  const arn =
    known?.arn ??
    `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${randomUUID()}:resource/${NAMESPACE}/${target.resourceId}:policyName/${name}`;
  const createdAt = known?.createdAt ?? clock.now();
  target.policies.set(name, { name, arn, type, createdAt, configuration: [member, configuration] });
  return { PolicyARN: arn, Alarms: [] };
}

export function describePolicies(scaler: Scaler, input: Members): JsonObject {
  const names = input.texts('PolicyNames');
  const resourceId = input.text('ResourceId');
  const found = targetsOf(scaler, input)
    .filter((target) => resourceId === undefined || target.resourceId === resourceId)
    .flatMap((target) => [...target.policies.values()].map((policy) => ({ target, policy })))
    .filter(({ policy }) => names.length === 0 || names.includes(policy.name));
  const { items, nextToken } = paged(found, input);
  return { ScalingPolicies: items.map(({ target, policy }) => viewPolicy(target, policy)), NextToken: nextToken };
}

export function deletePolicy(scaler: Scaler, input: Members): JsonObject {
  requireEcs(input);
  const { policies, resourceId } = scaler.target(input.requiredText('ResourceId'));
  const name = input.requiredText('PolicyName');
  if (!policies.delete(name)) {
    const message = `No scaling policy found for service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ${DIMENSION}, policy name: ${name}`;
    throw new AwsError('ObjectNotFoundException', message);
  }
  return {};
}

/** The latest first. */
export function describeActivities(scaler: Scaler, input: Members): JsonObject {
  const resourceId = input.text('ResourceId');
  const all = input.requiredText('ServiceNamespace') === NAMESPACE ? scaler.activities : [];
  const found = all.filter((activity) => resourceId === undefined || activity.resourceId === resourceId);
  const { items, nextToken } = paged(found.toReversed(), input);
  return { ScalingActivities: items.map(viewActivity), NextToken: nextToken };
}

function targetsOf(scaler: Scaler, input: Members): readonly ScalableTarget[] {
  const dimension = input.text('ScalableDimension') ?? DIMENSION;
  const known = input.requiredText('ServiceNamespace') === NAMESPACE && dimension === DIMENSION;
  return known ? [...scaler.targets.values()] : [];
}

function paged<T>(all: readonly T[], input: Members): Page<T> {
  return pageOf(all, {
    size: input.integer('MaxResults', PAGE) ?? PAGE.max,
    token: input.text('NextToken'),
    invalidToken: 'InvalidNextTokenException',
  });
}

function requireEcs(input: Members): void {
  const namespace = input.requiredText('ServiceNamespace');
  const dimension = input.requiredText('ScalableDimension');
  if (namespace === NAMESPACE && dimension === DIMENSION) return;
  throw invalid(`The sandbox scales ${DIMENSION} only, not ${dimension} of ${namespace}`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
