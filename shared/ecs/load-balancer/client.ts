import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { LoadBalancerApi } from './api.ts';

/** Elastic Load Balancing through the SDK. Few deployments need it: load this module on demand. */
export function createLoadBalancerApi(config: AwsClientConfig, signal?: AbortSignal): LoadBalancerApi {
  const client = new ElasticLoadBalancingV2Client(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  return {
    targetHealth: async (TargetGroupArn) => {
      const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }), options);
      return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
        id: Target?.Id ?? '',
        port: Target?.Port,
        state: TargetHealth?.State ?? '',
      }));
    },
    targetGroupTimes: async (TargetGroupArn) => {
      const [{ TargetGroups = [] }, { Attributes = [] }] = await Promise.all([
        client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }), options),
        client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }), options),
      ]);
      const [group] = TargetGroups;
      const delay = Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
      // What AWS takes where nothing is set: API reference, CreateTargetGroup and TargetGroupAttribute.
      return {
        name: group?.TargetGroupName ?? TargetGroupArn,
        interval: group?.HealthCheckIntervalSeconds ?? 30,
        healthyThreshold: group?.HealthyThresholdCount ?? 5,
        deregistrationDelay: Number(delay ?? 300),
      };
    },
  };
}
