import type { Clock } from '#shared/action/clock';

export interface Budget {
  /** Calls at once. */
  readonly burst: number;
  /** Calls a second from then on. */
  readonly perSecond: number;
}

/** A token bucket: says when the next call may be made, so that a step leaves others their share of AWS's limits. */
export class CallBudget {
  readonly #clock: Clock;
  readonly #budget: Budget;
  /** The clock's `elapsed` at which the bucket is full again. */
  #fullAt = 0;

  constructor(clock: Clock, budget: Budget) {
    this.#clock = clock;
    this.#budget = budget;
  }

  /** Takes a call; gives the milliseconds to wait before it is made. */
  take(): number {
    const { burst, perSecond } = this.#budget;
    const now = this.#clock.elapsed();
    const each = 1_000 / perSecond;
    this.#fullAt = Math.max(this.#fullAt, now) + each;
    return Math.max(0, this.#fullAt - now - burst * each);
  }
}
