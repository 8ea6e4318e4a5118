/** Milliseconds. Below this age a rollout is looked at every second or so. */
const EAGER_FOR_MS = 90_000;
/** So long after something moved it is looked at eagerly again. */
const EAGER_AFTER_CHANGE_MS = 15_000;
const EAGER_MS = { least: 1_000, most: 1_500 } as const;
const CALM_MS = { least: 3_000, most: 5_000 } as const;
const THROTTLED_CAP_MS = 30_000;

export interface Pace {
  /** Milliseconds since the rollout began, and since anything of it changed. */
  readonly age: number;
  readonly sinceChange: number;
  /** Throttled answers in a row. */
  readonly throttled: number;
  readonly random: number;
  /** Looks eagerly to the end: for who waits while something bad serves, which is seldom and soon over. */
  readonly eager?: boolean | undefined;
}

/**
 * Milliseconds to wait before the next look. Short waits find the end within a second (an SDK waiter's back-off
 * overshoots by minutes); jitter keeps parallel jobs apart; only throttling makes them grow.
 */
export function nextWait({ age, sinceChange, throttled, random, eager = false }: Pace): number {
  const isEager = eager || age < EAGER_FOR_MS || sinceChange < EAGER_AFTER_CHANGE_MS;
  const { least, most } = isEager ? EAGER_MS : CALM_MS;
  const wait = least + random * (most - least);
  return throttled === 0 ? wait : Math.min(THROTTLED_CAP_MS, wait * 2 ** throttled);
}
