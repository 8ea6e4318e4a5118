import type { SandboxClock } from '#sandbox/clock';
import { objects, text } from './truth.ts';
import type { Truth } from './truth.ts';

/** Something that was done, or that ECS said. */
export interface Moment {
  /** Milliseconds of AWS time since release A stood, or since the beginning when there was none. */
  readonly at: number;
  readonly by: 'play' | 'ECS';
  readonly text: string;
}

/** What happens, as it happens. */
export class Timeline {
  readonly #clock: SandboxClock;
  readonly #onMoment: (moment: Moment) => void;
  readonly #told = new Set<string>();
  #since: number;
  #begun = false;

  constructor(clock: SandboxClock, onMoment: (moment: Moment) => void) {
    this.#clock = clock;
    this.#onMoment = onMoment;
    this.#since = clock.now();
  }

  /** Epoch milliseconds of moment 0. */
  get since(): number {
    return this.#since;
  }

  /** The curtain rises: what was before is not told. */
  begin(): void {
    this.#begun = true;
    this.#since = this.#clock.now();
  }

  note(words: string): void {
    this.#onMoment({ at: this.#at(this.#clock.now()), by: 'play', text: words });
  }

  /** Tells the events of the service that were not told yet. */
  observe({ service }: Truth): void {
    for (const event of objects(service?.['events']).toReversed()) {
      const id = text(event, 'id');
      const at = this.#at(Number(event['createdAt']) * 1000);
      if (at < 0 || this.#told.has(id)) continue;
      this.#told.add(id);
      if (this.#begun) this.#onMoment({ at, by: 'ECS', text: text(event, 'message') });
    }
  }

  #at(instant: number): number {
    return (instant - this.#since) * this.#clock.speed;
  }
}

/** `12:05 text`, minutes and seconds of AWS time. */
export function renderMoment({ at, by, text: words }: Moment): string {
  const seconds = Math.round(at / 1000);
  const time = `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
  return by === 'ECS' ? `${time}  ${words}` : `${time}  * ${words}`;
}
