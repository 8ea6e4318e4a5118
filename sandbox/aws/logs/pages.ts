import { AwsError } from '../service.ts';
import type { LogEvent, StreamBuffer } from './stream-buffer.ts';

/** GetLogEvents answers at most 1 MiB, counted as messages in UTF-8 and 26 bytes an event. */
const MAX_PAGE_BYTES = 1024 * 1024;
const EVENT_OVERHEAD_BYTES = 26;

export interface PageRequest {
  readonly token: string | undefined;
  readonly startFromHead: boolean;
  readonly limit: number;
  /** Epoch milliseconds, inclusive. */
  readonly startTime: number;
  /** Epoch milliseconds, exclusive. */
  readonly endTime: number;
}

export interface Page {
  /** Oldest first, whatever the direction. */
  readonly events: readonly LogEvent[];
  readonly forwardToken: string;
  readonly backwardToken: string;
}

/**
 * A page of a stream. A token names a position: `f/…` reads on from it, `b/…` reads what lies before it. At either end of
 * the stream the page is empty and the token of that direction comes back unchanged: that is how a reader knows.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 * @throws {AwsError} InvalidParameterException for a token that was not given out
 */
export function readPage(stream: StreamBuffer, request: PageRequest): Page {
  const { forward, position } = startOf(stream, request);
  const wanted = (forward ? stream.range(position, stream.end) : stream.range(0, position)).filter(
    ({ timestamp }) => request.startTime <= timestamp && timestamp < request.endTime,
  );
  const events = forward ? take(wanted, request.limit) : take(wanted.toReversed(), request.limit).toReversed();
  return {
    events,
    forwardToken: formatToken('f', (events.at(-1)?.sequence ?? position - 1) + 1),
    backwardToken: formatToken('b', events[0]?.sequence ?? position),
  };
}

function startOf(stream: StreamBuffer, request: PageRequest): { readonly forward: boolean; readonly position: number } {
  if (request.token === undefined) {
    return request.startFromHead
      ? { forward: true, position: stream.first?.sequence ?? stream.end }
      : { forward: false, position: stream.end };
  }
  const [, direction, digits] = /^([fb])\/(\d{1,56})\/s$/.exec(request.token) ?? [];
  if (direction === undefined || digits === undefined) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return { forward: direction === 'f', position: Math.min(Number(digits), stream.end) };
}

function take(events: readonly LogEvent[], limit: number): readonly LogEvent[] {
  let bytes = 0;
  const beyond = events.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    return index >= limit || (bytes > MAX_PAGE_BYTES && index > 0);
  });
  return beyond === -1 ? events : events.slice(0, beyond);
}

function formatToken(direction: 'f' | 'b', position: number): string {
  return `${direction}/${String(position).padStart(56, '0')}/s`;
}
