import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { LogReader } from './log-tail.ts';

/** Reads log streams of Amazon CloudWatch Logs. Only a failed deployment needs it: load this module on demand. */
export function createLogReader(config: AwsClientConfig, signal?: AbortSignal): LogReader {
  return async ({ region, group, stream, limit }) => {
    const client = new CloudWatchLogsClient({ ...config, ...(region === undefined ? {} : { region }) });
    const command = new GetLogEventsCommand({
      logGroupName: group,
      logStreamName: stream,
      limit,
      startFromHead: false,
    });
    const { events = [] } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    return events.map(({ message = '' }) => message.trimEnd());
  };
}
