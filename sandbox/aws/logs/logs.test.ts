import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createLogs } from './logs.ts';
import type { Logs } from './logs.ts';

const start = Date.UTC(2026, 10, 1);
let clock: FakeClock;
let logs: Logs;
let server: AwsServer;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  clock = new FakeClock({ start });
  logs = createLogs({
    clock,
    account: '123456789012',
    region: 'us-east-1',
    limits: { maxEvents: 6, maxLength: 1_000_000 },
  });
  server = await startAwsServer({ services: [logs.service], clock, validator: strictValidator() });
  client = new CloudWatchLogsClient(sdkConfig(server.url));
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

/** Writes one line a second. */
async function write(stream: string, ...lines: readonly string[]): Promise<void> {
  logs.sink.open('/ecs/web', stream, { create: true });
  for (const line of lines) {
    logs.sink.write('/ecs/web', stream, line);
    await clock.advance(1000);
  }
}

interface Page {
  readonly lines: readonly string[];
  readonly forward: string;
  readonly backward: string;
}

async function get(input: Partial<GetLogEventsCommandInput> = {}): Promise<Page> {
  const answer = await client.send(new GetLogEventsCommand({ logGroupName: '/ecs/web', logStreamName: 's', ...input }));
  return {
    lines: (answer.events ?? []).map(({ message }) => message ?? ''),
    forward: answer.nextForwardToken ?? '',
    backward: answer.nextBackwardToken ?? '',
  };
}

describe('GetLogEvents', () => {
  it('answers the latest events first, oldest of them on top, and pages back to the beginning', async () => {
    await write('s', '1', '2', '3', '4', '5');
    const latest = await get({ limit: 2 });
    expect(latest.lines).toEqual(['4', '5']);
    const before = await get({ limit: 2, nextToken: latest.backward });
    expect(before.lines).toEqual(['2', '3']);
    const first = await get({ limit: 2, nextToken: before.backward });
    expect(first.lines).toEqual(['1']);
    const none = await get({ limit: 2, nextToken: first.backward });
    expect(none).toEqual({ lines: [], backward: first.backward, forward: expect.any(String) });
  });

  it('pages forward from the head, gives the same token back at the end, and goes on when more is written', async () => {
    await write('s', '1', '2', '3');
    const head = await get({ limit: 2, startFromHead: true });
    expect(head.lines).toEqual(['1', '2']);
    const rest = await get({ startFromHead: true, nextToken: head.forward });
    expect(rest.lines).toEqual(['3']);
    const end = await get({ startFromHead: true, nextToken: rest.forward });
    expect(end).toMatchObject({ lines: [], forward: rest.forward });
    await write('s', '4');
    expect((await get({ startFromHead: true, nextToken: end.forward })).lines).toEqual(['4']);
  });

  it('keeps the latest events only', async () => {
    await write('s', ...'abcdefghijklmnop'.split(''));
    expect((await get()).lines).toEqual('klmnop'.split(''));
    expect((await get({ startFromHead: true, limit: 1 })).lines).toEqual(['k']);
  });

  it('cuts by time, the end exclusive', async () => {
    await write('s', '1', '2', '3');
    expect((await get({ startTime: start + 1000, endTime: start + 2000 })).lines).toEqual(['2']);
  });

  it('leaves empty lines out', async () => {
    await write('s', 'a', '', 'b');
    expect((await get()).lines).toEqual(['a', 'b']);
  });

  it.each([
    {
      name: 'a group that is missing',
      input: { logGroupName: '/none' },
      error: 'ResourceNotFoundException',
      message: 'log group',
    },
    {
      name: 'a stream that is missing',
      input: { logStreamName: 'none' },
      error: 'ResourceNotFoundException',
      message: 'log stream',
    },
    { name: 'a foreign token', input: { nextToken: 'x' }, error: 'InvalidParameterException', message: 'nextToken' },
    { name: 'a limit out of bounds', input: { limit: 10_001 }, error: 'InvalidParameterException', message: 'limit' },
  ])('refuses $name', async ({ input, error, message }) => {
    await write('s', '1');
    await expect(get(input)).rejects.toMatchObject({ name: error, message: expect.stringContaining(message) });
  });
});

describe('FilterLogEvents', () => {
  beforeEach(async () => {
    await write('a/1', 'INFO up', 'ERROR no disk');
    await write('a/2', 'ERROR no "net"', 'WARN slow');
    await write('b/1', 'ERROR other');
  });

  it.each([
    { pattern: '', lines: ['INFO up', 'ERROR no disk', 'ERROR no "net"', 'WARN slow'] },
    { pattern: 'ERROR', lines: ['ERROR no disk', 'ERROR no "net"'] },
    { pattern: 'ERROR disk', lines: ['ERROR no disk'] },
    { pattern: 'ERROR -disk', lines: ['ERROR no "net"'] },
    { pattern: '?INFO ?WARN', lines: ['INFO up', 'WARN slow'] },
    { pattern: '"no \\"net\\""', lines: ['ERROR no "net"'] },
    { pattern: 'error', lines: [] },
  ])('with the pattern $pattern', async ({ pattern, lines }) => {
    const { events } = await client.send(
      new FilterLogEventsCommand({ logGroupName: '/ecs/web', logStreamNamePrefix: 'a/', filterPattern: pattern }),
    );
    expect(events?.map(({ message }) => message)).toEqual(lines);
  });

  it('pages, and names the stream of each event', async () => {
    const command = { logGroupName: '/ecs/web', filterPattern: 'ERROR', limit: 2 };
    const first = await client.send(new FilterLogEventsCommand(command));
    const second = await client.send(new FilterLogEventsCommand({ ...command, nextToken: first.nextToken }));
    const all = [...(first.events ?? []), ...(second.events ?? [])];
    expect(all.map(({ logStreamName }) => logStreamName)).toEqual(['a/1', 'a/2', 'b/1']);
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(3);
    expect(second.nextToken).toBeUndefined();
  });

  it('says that it knows terms only', async () => {
    const command = new FilterLogEventsCommand({ logGroupName: '/ecs/web', filterPattern: '{ $.level = "error" }' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('groups and streams', () => {
  it('are made, listed by prefix and page, and refused twice', async () => {
    for (const logGroupName of ['/ecs/web', '/ecs/api', '/lambda/x'])
      await client.send(new CreateLogGroupCommand({ logGroupName }));
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/' }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/ecs/api', '/ecs/web']);
    expect(logGroups?.[1]).toMatchObject({
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:*',
      creationTime: start,
    });
    const page = await client.send(new DescribeLogGroupsCommand({ limit: 2 }));
    const rest = await client.send(new DescribeLogGroupsCommand({ limit: 2, nextToken: page.nextToken }));
    expect(rest.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/lambda/x']);
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: '/ecs/web' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  });

  it('are opened for containers only where the group exists or may be made', () => {
    expect(logs.sink.open('/ecs/web', 's')).toBe(false);
    expect(logs.sink.open('/ecs/web', 's', { create: true })).toBe(true);
    expect(logs.sink.open('/ecs/web', 't')).toBe(true);
  });

  it('list streams by the time of their last event', async () => {
    await write('s2', 'x');
    await write('s1', 'y');
    const { logStreams } = await client.send(
      new DescribeLogStreamsCommand({ logGroupName: '/ecs/web', orderBy: 'LastEventTime', descending: true, limit: 1 }),
    );
    expect(logStreams).toMatchObject([{ logStreamName: 's1', lastEventTimestamp: start + 1000 }]);
  });
});

describe('PutLogEvents', () => {
  beforeEach(async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: '/ecs/web' }));
    await client.send(new CreateLogStreamCommand({ logGroupName: '/ecs/web', logStreamName: 's' }));
  });

  const put = (...timestamps: readonly number[]) =>
    client.send(
      new PutLogEventsCommand({
        logGroupName: '/ecs/web',
        logStreamName: 's',
        logEvents: timestamps.map((timestamp) => ({ timestamp, message: String(timestamp - start) })),
      }),
    );

  it('stores a batch, and leaves out what is too old or too new', async () => {
    const day = 24 * 3_600_000;
    const { rejectedLogEventsInfo } = await put(start - 15 * day, start, start + 1, start + day);
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 });
    expect((await get()).lines).toEqual(['0', '1']);
  });

  it('refuses a batch whose time runs backwards', async () => {
    await expect(put(start, start - 1)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
