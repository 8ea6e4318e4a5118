import type { SandboxClock } from '#sandbox/clock';
import { shortestGrace } from './timings.ts';

/** Milliseconds of AWS time since the wall-clock instant `since`. */
export function elapsed(clock: SandboxClock, since: number): number {
  return (clock.now() - since) * clock.speed;
}

/** The wall-clock instant that is `ms` milliseconds of AWS time away. */
export function fromNow(clock: SandboxClock, ms: number): number {
  return clock.now() + ms / clock.speed;
}

/**
 * Wall-clock milliseconds to leave a program for what has a limit of `ms` milliseconds of AWS time: programs need real
 * time however fast AWS's clock runs.
 */
export function wallClockLimit(clock: SandboxClock, ms: number): number {
  return Math.max(ms / clock.speed, Math.min(ms, shortestGrace));
}

/** Epoch seconds with fractions, as AWS JSON 1.1 writes timestamps. */
export function timestamp(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
