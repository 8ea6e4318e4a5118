import { Members } from '../protocol/members.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import {
  deletePolicy,
  deregisterTarget,
  describeActivities,
  describePolicies,
  describeTargets,
  putPolicy,
  registerTarget,
} from './operations.ts';
import { Scaler } from './scaler.ts';
import type { ScalerOptions } from './scaler.ts';
import { listTags, tagTarget, untagTarget } from './tag-operations.ts';

export interface AutoScaling {
  readonly service: AwsService;
  /** Nothing is measured here: {@link Scaler.scale} does what a policy would have done. */
  readonly scaler: Scaler;
}

/** Application Auto Scaling of ECS services: bounds that are enforced, suspension, policies that are kept. */
export function createAutoScaling(options: ScalerOptions): AutoScaling {
  const scaler = new Scaler(options);
  const on = (run: (scaler: Scaler, input: Members) => JsonObject | Promise<JsonObject>): Operation => {
    return (input) => run(scaler, new Members(input, 'ValidationException'));
  };
  const service: AwsService = {
    name: 'APPLICATION_AUTO_SCALING',
    protocol: { kind: 'json', targetPrefix: 'AnyScaleFrontendService' },
    operations: {
      RegisterScalableTarget: on(registerTarget),
      DescribeScalableTargets: on(describeTargets),
      DeregisterScalableTarget: on(deregisterTarget),
      PutScalingPolicy: on(putPolicy),
      DescribeScalingPolicies: on(describePolicies),
      DeleteScalingPolicy: on(deletePolicy),
      DescribeScalingActivities: on(describeActivities),
      TagResource: on(tagTarget),
      UntagResource: on(untagTarget),
      ListTagsForResource: on(listTags),
    },
  };
  return { service, scaler };
}
