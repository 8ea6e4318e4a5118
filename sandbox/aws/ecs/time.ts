import type { SandboxClock } from '#sandbox/clock';

/** Milliseconds of AWS time since the wall-clock instant `since`. */
export function elapsed(clock: SandboxClock, since: number): number {
  return (clock.now() - since) * clock.speed;
}

/** The wall-clock instant that is `ms` milliseconds of AWS time away. */
export function fromNow(clock: SandboxClock, ms: number): number {
  return clock.now() + ms / clock.speed;
}

/** Epoch seconds with fractions, as AWS JSON 1.1 writes timestamps. */
export function timestamp(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
