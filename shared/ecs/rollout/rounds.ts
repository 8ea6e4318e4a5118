import type { ActionContext } from '#shared/action/context';
import { errorMessage, type ActionError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import { nextWait, type Pace } from './pace.ts';

/** What one look at a rollout came to. */
export interface Round<E> {
  /** How it ended; undefined while it has not. */
  readonly ending: E | undefined;
  /** Whether anything is other than at the last look. */
  readonly changed: boolean;
  /** Whether another wait begins with it, such as that for a rollback. */
  readonly anew?: boolean;
}

export type NoEnd =
  | { readonly kind: 'timed-out' }
  /** What is watched cannot be read any more, so how the rollout ends is not known. */
  | { readonly kind: 'lost'; readonly error: ActionError };

export interface RoundsOptions<E> {
  /** Milliseconds to wait. */
  readonly budgetMs: number;
  /** As in {@link Pace}. */
  readonly eager?: boolean | undefined;
  /**
   * Looks once. Its errors decide whether it is looked again.
   * @param deadline the clock's `elapsed` until which it is waited at present
   */
  readonly look: (deadline: number) => Promise<Round<E>>;
  /** Says that there was no answer; told once until there is one again. */
  readonly onSilence: (why: string) => void;
}

export type RoundsTools = Pick<ActionContext, 'clock' | 'random'> & { readonly signal?: AbortSignal | undefined };

/** How long the answer to the last look is asked for again, when there is none at the deadline. */
const LAST_ANSWER_MS = 15_000;
const LAST_WAIT_MS = 3_000;
/** And how often at least: the SDK tries by itself, so one look may last longer than that. */
const LAST_LOOKS = 3;

/**
 * Looks again and again until it has ended or the time is over, at the pace of {@link nextWait}. What AWS does not answer
 * at the moment is asked again; the last look begins at the deadline itself.
 * @throws the signal's reason when the job is cancelled, and errors that are none of AWS's
 */
export async function lookUntil<E>(options: RoundsOptions<E>, tools: RoundsTools): Promise<E | NoEnd> {
  return new Rounds(options, tools).run();
}

class Rounds<E> {
  readonly #options: RoundsOptions<E>;
  readonly #tools: RoundsTools;
  readonly #start: number;
  #changedAt: number;
  #deadline: number;
  #throttled = 0;
  #unreachable = false;
  /** Without an answer, begun after the deadline. */
  #lastLooks = 0;

  constructor(options: RoundsOptions<E>, tools: RoundsTools) {
    this.#options = options;
    this.#tools = tools;
    this.#start = this.#changedAt = tools.clock.elapsed();
    this.#deadline = this.#start + options.budgetMs;
  }

  async run(): Promise<E | NoEnd> {
    const { clock, random, signal } = this.#tools;
    for (;;) {
      const begun = clock.elapsed();
      const ending = await this.#round();
      if (ending !== undefined) return ending;
      const now = clock.elapsed();
      if (this.#isLate(begun, now)) return { kind: 'timed-out' };
      const pace: Pace = {
        age: now - this.#start,
        sinceChange: now - this.#changedAt,
        throttled: this.#throttled,
        random: random(),
        eager: this.#options.eager,
      };
      const wait = nextWait(pace);
      // The last look begins at the deadline itself.
      const most = now < this.#deadline ? this.#deadline - now : this.#unreachable ? LAST_WAIT_MS : 0;
      await clock.sleep(Math.min(wait, most), signal);
    }
  }

  /** A look that began before the deadline may show what was before it, and one without an answer shows nothing. */
  #isLate(begun: number, now: number): boolean {
    if (begun < this.#deadline) return false;
    if (!this.#unreachable) return true;
    this.#lastLooks += 1;
    return this.#lastLooks >= LAST_LOOKS && now >= this.#deadline + LAST_ANSWER_MS;
  }

  async #round(): Promise<E | NoEnd | undefined> {
    let round: Round<E>;
    try {
      round = await this.#options.look(this.#deadline);
    } catch (error) {
      return this.#unread(error);
    }
    this.#throttled = 0;
    this.#unreachable = false;
    const now = this.#tools.clock.elapsed();
    if (round.changed) this.#changedAt = now;
    if (round.anew === true) this.#deadline = Math.max(this.#deadline, now + this.#options.budgetMs);
    return round.ending;
  }

  /** What an answer that did not come means: nothing yet, or that none will. */
  #unread(error: unknown): NoEnd | undefined {
    this.#tools.signal?.throwIfAborted();
    const kind = faultKind(error);
    if (kind === 'unknown') throw error;
    if (kind === 'throttled') this.#throttled += 1;
    else if (kind !== 'transient' && kind !== 'conflict') {
      return { kind: 'lost', error: awsFailure('read the service', error) };
    }
    if (!this.#unreachable) this.#options.onSilence(errorMessage(error));
    this.#unreachable = true;
    return undefined;
  }
}
