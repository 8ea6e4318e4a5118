import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { filterOf } from './filter-pattern.ts';
import { groupOf } from './group-name.ts';
import type { LogGroup, LogStore, LogStream } from './log-store.ts';
import { readPage } from './pages.ts';
import type { LogEvent } from './stream-buffer.ts';

const LIMIT = { min: 1, max: 10_000 } as const;
const TIME = { min: 0, max: Number.MAX_SAFE_INTEGER } as const;
/** AWS takes nothing older than 14 days or further than 2 hours ahead. */
const OLDEST_MS = 14 * 24 * 3_600_000;
const NEWEST_MS = 2 * 3_600_000;

export function getEvents(store: LogStore, input: Members): JsonObject {
  const stream = store.stream(groupOf(store, input), input.requiredText('logStreamName'));
  const page = readPage(stream.buffer, {
    token: input.text('nextToken'),
    startFromHead: input.flag('startFromHead') ?? false,
    limit: input.integer('limit', LIMIT) ?? LIMIT.max,
    ...timesOf(input),
  });
  return {
    events: page.events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: page.forwardToken,
    nextBackwardToken: page.backwardToken,
  };
}

interface Found {
  readonly stream: LogStream;
  readonly event: LogEvent;
}

export function filterEvents(store: LogStore, input: Members): JsonObject {
  const { startTime, endTime } = timesOf(input);
  const matches = filterOf(input.text('filterPattern') ?? '');
  const limit = input.integer('limit', LIMIT) ?? LIMIT.max;
  const token = input.text('nextToken') ?? '0';
  if (!/^\d{1,15}$/.test(token)) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  const found = searched(groupOf(store, input), input)
    .flatMap((stream) => stream.buffer.range(0, stream.buffer.end).map((event): Found => ({ stream, event })))
    .filter(({ event }) => startTime <= event.timestamp && event.timestamp < endTime && matches(event.message))
    .sort((a, b) => a.event.timestamp - b.event.timestamp);
  const end = Number(token) + limit;
  return {
    events: found.slice(Number(token), end).map(shown),
    searchedLogStreams: [],
    nextToken: end < found.length ? String(end) : undefined,
  };
}

function searched(group: LogGroup, input: Members): readonly LogStream[] {
  const names = input.texts('logStreamNames');
  const prefix = input.text('logStreamNamePrefix');
  if (names.length > 0 && prefix !== undefined) {
    const message = 'Only one of logStreamNames and logStreamNamePrefix may be specified.';
    throw new AwsError('InvalidParameterException', message);
  }
  const unknown = names.some((name) => !group.streams.has(name));
  if (unknown) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const streams = [...group.streams.values()];
  if (names.length > 0) return streams.filter(({ name }) => names.includes(name));
  return streams.filter(({ name }) => name.startsWith(prefix ?? ''));
}

function shown({ stream, event }: Found): JsonObject {
  return {
    logStreamName: stream.name,
    timestamp: event.timestamp,
    message: event.message,
    ingestionTime: event.ingestionTime,
    eventId: `${String(event.timestamp).padStart(20, '0')}${String(event.sequence).padStart(36, '0')}`,
  };
}

/** Events too old or too new are left out and told, as AWS does; within a batch time may not run backwards. */
export function putEvents(store: LogStore, input: Members, now: number): JsonObject {
  const stream = store.stream(groupOf(store, input), input.requiredText('logStreamName'));
  const events = input.records('logEvents').map((event) => ({
    timestamp: event.integer('timestamp', TIME) ?? 0,
    message: event.requiredText('message'),
  }));
  if (events.length === 0) throw new AwsError('InvalidParameterException', 'Log events must not be empty.');
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
    const message = 'Log events in a single PutLogEvents request must be in chronological order.';
    throw new AwsError('InvalidParameterException', message);
  }
  const tooOld = events.filter(({ timestamp }) => timestamp < now - OLDEST_MS).length;
  const firstTooNew = events.findIndex(({ timestamp }) => timestamp > now + NEWEST_MS);
  const end = firstTooNew === -1 ? events.length : firstTooNew;
  for (const { message, timestamp } of events.slice(tooOld, end)) store.append(stream, message, timestamp);
  const rejected = {
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(firstTooNew === -1 ? {} : { tooNewLogEventStartIndex: firstTooNew }),
  };
  return {
    nextSequenceToken: String(stream.buffer.end),
    ...(Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {}),
  };
}

function timesOf(input: Members): { readonly startTime: number; readonly endTime: number } {
  return {
    startTime: input.integer('startTime', TIME) ?? 0,
    endTime: input.integer('endTime', TIME) ?? Number.POSITIVE_INFINITY,
  };
}
