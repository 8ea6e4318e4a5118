import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Snapshot } from './snapshot.ts';

export interface BroadcastOptions {
  readonly look: () => Promise<Snapshot>;
  /** Milliseconds of the wall clock: people watch at their own pace however fast AWS's time runs. */
  readonly interval: number;
}

/** A comment line every so often keeps proxies and browsers from giving a silent stream up. */
const silenceMs = 15_000;

/** Sends each change to everybody who watches. Nobody watching, nothing is looked at. */
export class Broadcast {
  readonly #options: BroadcastOptions;
  readonly #watchers = new Set<ServerResponse>();
  readonly #closed = new AbortController();
  #last: string | undefined;
  #sentAt = 0;
  #running = false;

  constructor(options: BroadcastOptions) {
    this.#options = options;
  }

  join(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.flushHeaders();
    if (this.#last !== undefined) response.write(this.#last);
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
    if (!this.#running) void this.#run();
  }

  close(): void {
    this.#closed.abort();
    for (const watcher of this.#watchers) watcher.end();
    this.#watchers.clear();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#watchers.size > 0 && !this.#closed.signal.aborted) {
      await this.#tell();
      await delay(this.#options.interval, undefined, { signal: this.#closed.signal, ref: false }).catch(() => {
        // Closed while waiting: the loop's own condition ends it.
      });
    }
    this.#running = false;
    this.#last = undefined; // Who comes next is told what is, not what was.
  }

  async #tell(): Promise<void> {
    const message = await this.#message();
    const now = performance.now();
    if (message !== this.#last) this.#send(message);
    else if (now - this.#sentAt > silenceMs) this.#send(': nothing new\n\n');
    this.#last = message;
  }

  async #message(): Promise<string> {
    try {
      return `data: ${JSON.stringify(await this.#options.look())}\n\n`;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return `event: trouble\ndata: ${JSON.stringify(text)}\n\n`;
    }
  }

  #send(message: string): void {
    this.#sentAt = performance.now();
    for (const watcher of this.#watchers) watcher.write(message);
  }
}
