import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { LogPages } from '../one-off/log-follower.ts';
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

/** Reads log streams from their beginning on, page by page. */
export function createLogPages(config: AwsClientConfig, signal?: AbortSignal): LogPages {
  let client: CloudWatchLogsClient | undefined;
  return async ({ region, group, stream, after }) => {
    client ??= new CloudWatchLogsClient({ ...config, ...(region === undefined ? {} : { region }) });
    const command = new GetLogEventsCommand({
      logGroupName: group,
      logStreamName: stream,
      startFromHead: true,
      nextToken: after,
    });
    const { events = [], nextForwardToken } = await client.send(
      command,
      signal === undefined ? {} : { abortSignal: signal },
    );
    return { lines: events.map(({ message = '' }) => message.trimEnd()), after: nextForwardToken ?? after };
  };
}
