import type { ServiceName } from '../scalable-services.ts';
import type { JsonObject, JsonValue } from '../service.ts';
import { AwsError } from '../service.ts';

export const NAMESPACE = 'ecs';
export const DIMENSION = 'ecs:service:DesiredCount';

export interface SuspendedState {
  readonly DynamicScalingInSuspended: boolean;
  readonly DynamicScalingOutSuspended: boolean;
  readonly ScheduledScalingSuspended: boolean;
}

export interface ScalableTarget {
  /** `service/cluster/name` */
  readonly resourceId: string;
  readonly arn: string;
  readonly service: ServiceName;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  readonly policies: Map<string, ScalingPolicy>;
  roleArn: string;
  min: number;
  max: number;
  suspended: SuspendedState;
}

export interface ScalingPolicy {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  readonly createdAt: number;
  /** Member and value of its configuration, kept as they came. */
  readonly configuration: readonly [string, JsonValue];
}

export interface ScalingActivity {
  readonly id: string;
  readonly resourceId: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly statusCode: 'Successful' | 'Failed';
  readonly statusMessage: string;
}

/** @throws {AwsError} ValidationException */
export function serviceOf(resourceId: string): ServiceName {
  const [, cluster, service] = /^service\/([\w-]+)\/([\w-]+)$/.exec(resourceId) ?? [];
  if (cluster !== undefined && service !== undefined) return { cluster, service };
  throw new AwsError('ValidationException', 'Unsupported service namespace, resource type or scalable dimension');
}

export function viewTarget(target: ScalableTarget): JsonObject {
  return {
    ...place(target.resourceId),
    MinCapacity: target.min,
    MaxCapacity: target.max,
    RoleARN: target.roleArn,
    CreationTime: target.createdAt / 1000,
    SuspendedState: { ...target.suspended },
    ScalableTargetARN: target.arn,
  };
}

export function viewPolicy(
  target: ScalableTarget,
  { name, arn, type, createdAt, configuration }: ScalingPolicy,
): JsonObject {
  return {
    ...place(target.resourceId),
    PolicyARN: arn,
    PolicyName: name,
    PolicyType: type,
    CreationTime: createdAt / 1000,
    Alarms: [],
    [configuration[0]]: configuration[1],
  };
}

export function viewActivity(activity: ScalingActivity): JsonObject {
  return {
    ...place(activity.resourceId),
    ActivityId: activity.id,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: activity.startedAt / 1000,
    EndTime: activity.endedAt === undefined ? undefined : activity.endedAt / 1000,
    StatusCode: activity.statusCode,
    StatusMessage: activity.statusMessage,
  };
}

function place(resourceId: string): JsonObject {
  return { ServiceNamespace: NAMESPACE, ResourceId: resourceId, ScalableDimension: DIMENSION };
}
