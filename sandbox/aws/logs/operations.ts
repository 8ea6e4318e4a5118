import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import { filterEvents, getEvents, putEvents } from './event-operations.ts';
import { groupOf } from './group-name.ts';
import type { LogGroup, LogStore, LogStream } from './log-store.ts';

const PAGE = { min: 1, max: 50 } as const;

export function logOperations(store: LogStore, now: () => number): Readonly<Record<string, Operation>> {
  const reading = (run: (input: Members) => JsonObject): Operation => {
    return (input) => run(new Members(input, 'InvalidParameterException'));
  };
  return {
    CreateLogGroup: reading((input) => createGroup(store, input)),
    CreateLogStream: reading((input) => createStream(store, input)),
    DescribeLogGroups: reading((input) => describeGroups(store, input)),
    DescribeLogStreams: reading((input) => describeStreams(store, input)),
    PutLogEvents: reading((input) => putEvents(store, input, now())),
    GetLogEvents: reading((input) => getEvents(store, input)),
    FilterLogEvents: reading((input) => filterEvents(store, input)),
  };
}

function createGroup(store: LogStore, input: Members): JsonObject {
  const name = input.requiredText('logGroupName');
  if (!/^[\w./#-]{1,512}$/.test(name)) throw invalidName('logGroupName', name, '[\\.\\-_/#A-Za-z0-9]+');
  store.createGroup(name);
  return {};
}

function createStream(store: LogStore, input: Members): JsonObject {
  const group = groupOf(store, input);
  const name = input.requiredText('logStreamName');
  if (!/^[^:*]{1,512}$/.test(name)) throw invalidName('logStreamName', name, '[^:*]*');
  store.createStream(group, name);
  return {};
}

function invalidName(member: string, value: string, pattern: string): AwsError {
  const constraint = `Member must satisfy regular expression pattern: ${pattern}`;
  return new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

function describeGroups(store: LogStore, input: Members): JsonObject {
  const prefix = input.text('logGroupNamePrefix') ?? '';
  const pattern = input.text('logGroupNamePattern') ?? '';
  const found = [...store.groups.values()]
    .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()))
    .sort((a, b) => compare(a.name, b.name));
  const { items, nextToken } = paged(found, input);
  return { logGroups: items.map(shownGroup), nextToken };
}

function describeStreams(store: LogStore, input: Members): JsonObject {
  const group = groupOf(store, input);
  const prefix = input.text('logStreamNamePrefix') ?? '';
  const byTime = (input.text('orderBy') ?? 'LogStreamName') === 'LastEventTime';
  if (byTime && prefix !== '') {
    throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort((a, b) => (byTime ? lastEventTime(a) - lastEventTime(b) : compare(a.name, b.name)));
  const { items, nextToken } = paged(input.flag('descending') === true ? found.reverse() : found, input);
  return { logStreams: items.map(shownStream), nextToken };
}

function lastEventTime(stream: LogStream): number {
  return stream.buffer.last?.timestamp ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

interface Slice<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** The token is where the next page begins. */
function paged<T>(all: readonly T[], input: Members): Slice<T> {
  const limit = input.integer('limit', PAGE) ?? PAGE.max;
  const token = input.text('nextToken') ?? '0';
  if (!/^\d{1,9}$/.test(token)) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  const end = Number(token) + limit;
  return { items: all.slice(Number(token), end), nextToken: end < all.length ? String(end) : undefined };
}

function shownGroup(group: LogGroup): JsonObject {
  return {
    logGroupName: group.name,
    arn: `${group.arn}:*`,
    logGroupArn: group.arn,
    creationTime: group.createdAt,
    metricFilterCount: 0,
    storedBytes: 0,
    logGroupClass: 'STANDARD',
  };
}

function shownStream({ name, arn, createdAt, buffer }: LogStream): JsonObject {
  return {
    logStreamName: name,
    arn,
    creationTime: createdAt,
    firstEventTimestamp: buffer.first?.timestamp,
    lastEventTimestamp: buffer.last?.timestamp,
    lastIngestionTime: buffer.last?.ingestionTime,
    uploadSequenceToken: String(buffer.end),
    storedBytes: 0,
  };
}
