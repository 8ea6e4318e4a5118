import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';

export function createTargetGroupReader(
  config: AwsClientConfig,
  abortSignal: AbortSignal,
): PreflightApi['targetGroup'] {
  const client = new ElasticLoadBalancingV2Client(config);
  return async (arn) => {
    const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }), {
      abortSignal,
    });
    const group = TargetGroups?.[0];
    return {
      targetType: group?.TargetType,
      loadBalancers: group?.LoadBalancerArns ?? [],
      interval: group?.HealthCheckIntervalSeconds ?? 0,
      healthyThreshold: group?.HealthyThresholdCount ?? 0,
      unhealthyThreshold: group?.UnhealthyThresholdCount ?? 0,
    };
  };
}
