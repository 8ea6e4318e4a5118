import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';
import { memo } from '#shared/aws/memo';

export function createLogGroupReader(config: AwsClientConfig, abortSignal: AbortSignal): PreflightApi['hasLogGroup'] {
  const clientOf = memo((region: string) => new CloudWatchLogsClient({ ...config, region }));
  return async (region, name) => {
    // Sorted by name: what is called exactly so comes before all that only begin so.
    const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 });
    const { logGroups = [] } = await clientOf(region).send(command, { abortSignal });
    return logGroups.some(({ logGroupName }) => logGroupName === name);
  };
}
