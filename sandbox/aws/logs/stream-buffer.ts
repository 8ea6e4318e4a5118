/** One line of a log stream. Times are epoch milliseconds. */
export interface LogEvent {
  /** Position in the stream, from 0, never reused. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface BufferLimits {
  readonly maxEvents: number;
  /** UTF-16 code units of all messages, the way memory is used. */
  readonly maxLength: number;
}

/** The latest events of one stream: when the limits are passed the oldest are forgotten. */
export class StreamBuffer {
  readonly #limits: BufferLimits;
  #events: LogEvent[] = [];
  /** Index of the oldest event kept; what lies before it is cut off in larger pieces. */
  #start = 0;
  #next = 0;
  #length = 0;

  constructor(limits: BufferLimits) {
    this.#limits = limits;
  }

  append(event: Omit<LogEvent, 'sequence'>): void {
    this.#events.push({ ...event, sequence: this.#next });
    this.#next += 1;
    this.#length += event.message.length;
    while (this.size > this.#limits.maxEvents || (this.#length > this.#limits.maxLength && this.size > 1)) {
      this.#length -= this.#events[this.#start]?.message.length ?? 0;
      this.#start += 1;
    }
    if (this.#start > this.size) {
      this.#events = this.#events.slice(this.#start);
      this.#start = 0;
    }
  }

  get size(): number {
    return this.#events.length - this.#start;
  }

  /** Sequence of the event that comes next. */
  get end(): number {
    return this.#next;
  }

  get first(): LogEvent | undefined {
    return this.#events[this.#start];
  }

  get last(): LogEvent | undefined {
    return this.#events.at(-1);
  }

  /** The kept events from one position up to another, exclusive. */
  range(from: number, to: number): readonly LogEvent[] {
    const offset = this.#next - this.#events.length;
    const begin = Math.max(from - offset, this.#start);
    return this.#events.slice(begin, Math.max(to - offset, begin));
  }
}
