import type { ActionContext } from '#shared/action/context';
import { formatDuration } from '#shared/text/duration';
import { isFailure, type TaskEnd } from '../diagnosis/task-failure.ts';
import { describeEvent } from './progress.ts';
import type { EventView } from './view.ts';

const HEARTBEAT_MS = 30_000;

/** Tells what happens while it does: one line for each thing, with its time, and a sign of life when nothing does. */
export class LiveLog {
  readonly #clock: ActionContext['clock'];
  readonly #log: ActionContext['log'];
  /** What the times in the log count from; the clock's `elapsed`. */
  readonly #origin: number;
  #events: readonly EventView[] = [];
  #progress = '';
  /** Likely causes that were told: many tasks share one. */
  readonly #causes = new Set<string>();
  readonly #heartbeat: boolean;
  #printedAt: number;

  constructor(
    { clock, log, heartbeat = true }: Pick<ActionContext, 'clock' | 'log'> & { readonly heartbeat?: boolean },
    origin: number,
  ) {
    this.#heartbeat = heartbeat;
    this.#clock = clock;
    this.#log = log;
    this.#origin = origin;
    this.#printedAt = clock.elapsed();
  }

  /** Events of the service told so far, oldest first. */
  get events(): readonly EventView[] {
    return this.#events;
  }

  print(line: string): void {
    this.#printedAt = this.#clock.elapsed();
    this.#log.info(`${this.#time(this.#printedAt).padEnd(8)}  ${line}`);
  }

  /** Where it stands, when that has changed; else now and then that it is still waited for. */
  progress(line: string, deadline: number): void {
    if (line !== this.#progress) this.print(line);
    else if (this.#heartbeat && this.#clock.elapsed() - this.#printedAt >= HEARTBEAT_MS) {
      this.print(`still waiting, at most until ${this.#time(deadline)}; ${line}`);
    }
    this.#progress = line;
  }

  /** Those of `events` that were not told before. */
  tellEvents(events: readonly EventView[]): void {
    const known = new Set(this.#events.map(({ id }) => id));
    const fresh = events.filter(({ id }) => !known.has(id));
    this.#events = [...this.#events, ...fresh];
    for (const { message } of fresh) this.print(`ECS: ${describeEvent(message)}`);
  }

  tellEnd(end: TaskEnd): void {
    this.print(`task ${end.taskId} ${isFailure(end) ? 'failed' : 'ended'}: ${end.what}`);
    if (end.likely === undefined || !isFailure(end) || this.#causes.has(end.likely)) return;
    this.#causes.add(end.likely);
    this.print(`  likely cause: ${end.likely}`);
  }

  #time(elapsed: number): string {
    return `+${formatDuration(elapsed - this.#origin)}`;
  }
}
