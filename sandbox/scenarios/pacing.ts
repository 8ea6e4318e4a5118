import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import { lookAtService } from './truth.ts';
import type { Truth } from './truth.ts';

/** How finely the time passes while something is waited for, in milliseconds of AWS time. */
export const BEAT_MS = 5_000;

export interface PacingOptions {
  readonly stage: Stage;
  readonly timeline: Timeline;
  /** Done before every beat. */
  readonly beat: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Lets time pass on a stage, beat by beat. */
export class Pacing {
  readonly #options: PacingOptions;

  constructor(options: PacingOptions) {
    this.#options = options;
  }

  async pass(ms: number): Promise<void> {
    const { beat, signal, stage, timeline } = this.#options;
    for (let left = ms; left > 0; left -= BEAT_MS) {
      signal?.throwIfAborted();
      await beat();
      await stage.pass(Math.min(left, BEAT_MS));
    }
    timeline.observe(await lookAtService(stage));
  }

  /** False when `limitMs` of AWS time went by first. */
  async passUntil(met: (truth: Truth) => boolean, limitMs: number): Promise<boolean> {
    const { stage, timeline } = this.#options;
    for (let passed = 0; passed <= limitMs; passed += BEAT_MS) {
      const truth = await lookAtService(stage);
      timeline.observe(truth);
      if (met(truth)) return true;
      await this.pass(BEAT_MS);
    }
    return false;
  }
}
