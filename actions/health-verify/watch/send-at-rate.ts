import type { Clock } from '#shared/action/clock';

/** A burst of this many milliseconds is made up for. */
const MAX_LATE_MS = 1_000;

export interface SendOptions {
  readonly rate: number;
  readonly windowMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called at each time that is due; not waited for, so that slow answers do not lower the rate. */
  readonly send: () => void;
}

/**
 * Calls `send` `rate` times a second for `windowMs`. Each time is reckoned from the start, so waits that are late
 * do not add up. Times that are more than a second late, because the process stood still, are left out: a burst of all
 * of them would be load of another kind.
 * @throws the signal's reason when it aborts
 */
export async function sendAtRate({ rate, windowMs, clock, signal, send }: SendOptions): Promise<void> {
  const start = clock.elapsed();
  const periodMs = 1_000 / rate;
  for (let turn = 0; turn * periodMs < windowMs;) {
    const waitMs = start + turn * periodMs - clock.elapsed();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    signal.throwIfAborted();
    send();
    turn = Math.max(turn + 1, Math.ceil((clock.elapsed() - start - MAX_LATE_MS) / periodMs));
  }
  await clock.sleep(Math.max(0, start + windowMs - clock.elapsed()), signal);
}
