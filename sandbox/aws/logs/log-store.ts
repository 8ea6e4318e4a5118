import type { SandboxClock } from '../../clock.ts';
import type { LogSink } from '../log-sink.ts';
import { AwsError } from '../service.ts';
import { StreamBuffer } from './stream-buffer.ts';
import type { BufferLimits } from './stream-buffer.ts';

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly streams: Map<string, LogStream>;
}

export interface LogStream {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly buffer: StreamBuffer;
}

export interface LogStoreOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly limits: BufferLimits;
}

/** The largest event CloudWatch Logs takes, less its overhead; longer lines are cut into several. */
const MAX_MESSAGE_LENGTH = 256 * 1024 - 26;

/** Groups and streams, and what containers write into them. */
export class LogStore implements LogSink {
  readonly groups = new Map<string, LogGroup>();
  readonly #options: LogStoreOptions;

  constructor(options: LogStoreOptions) {
    this.#options = options;
  }

  /** @throws {AwsError} ResourceAlreadyExistsException */
  createGroup(name: string): LogGroup {
    if (this.groups.has(name)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    const { account, region, clock } = this.#options;
    const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
    const group: LogGroup = { name, arn, createdAt: clock.now(), streams: new Map() };
    this.groups.set(name, group);
    return group;
  }

  /** @throws {AwsError} ResourceNotFoundException */
  group(name: string): LogGroup {
    const found = this.groups.get(name);
    if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    return found;
  }

  /** @throws {AwsError} ResourceAlreadyExistsException */
  createStream(group: LogGroup, name: string): LogStream {
    if (group.streams.has(name)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    }
    const { clock, limits } = this.#options;
    const arn = `${group.arn}:log-stream:${name}`;
    const stream: LogStream = { name, arn, createdAt: clock.now(), buffer: new StreamBuffer(limits) };
    group.streams.set(name, stream);
    return stream;
  }

  /** @throws {AwsError} ResourceNotFoundException */
  stream(group: LogGroup, name: string): LogStream {
    const found = group.streams.get(name);
    if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
    return found;
  }

  /** An empty message leaves nothing behind: CloudWatch Logs takes none, and the awslogs driver drops them. */
  append(stream: LogStream, message: string, timestamp: number): void {
    const ingestionTime = Math.floor(this.#options.clock.now());
    for (let from = 0; from < message.length; from += MAX_MESSAGE_LENGTH) {
      stream.buffer.append({ message: message.slice(from, from + MAX_MESSAGE_LENGTH), timestamp, ingestionTime });
    }
  }

  open(groupName: string, streamName: string, options: { readonly create?: boolean } = {}): boolean {
    const group = this.groups.get(groupName) ?? (options.create === true ? this.createGroup(groupName) : undefined);
    if (!group) return false;
    if (!group.streams.has(streamName)) this.createStream(group, streamName);
    return true;
  }

  /** @throws {AwsError} ResourceNotFoundException when the stream was not opened */
  write(groupName: string, streamName: string, line: string): void {
    this.append(this.stream(this.group(groupName), streamName), line, Math.floor(this.#options.clock.now()));
  }
}
