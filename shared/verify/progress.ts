import type { Rules } from './settings.ts';
import type { VerdictKind } from './verdict.ts';

/** How the verification ended. The README defines each. */
export type Result = 'healthy' | 'unhealthy' | 'wrong-version' | 'timed-out';

/** How far a verification has come, after some rounds. */
export interface Progress {
  /** Rounds passed in a row. */
  readonly streak: number;
  readonly everPassed: boolean;
  /** Rounds that did not pass, of all. */
  readonly misses: number;
  /** Milliseconds since the start at which the streak reached the threshold. */
  readonly provenAtMs: number | undefined;
  /** The streak's answers came too slowly as a whole (`max-p95`). */
  readonly tooSlow: boolean;
  /** The last round that did not pass. */
  readonly lastMiss: Exclude<VerdictKind, 'passed'> | undefined;
}

export const START: Progress = {
  streak: 0,
  everPassed: false,
  misses: 0,
  provenAtMs: undefined,
  tooSlow: false,
  lastMiss: undefined,
};

/**
 * The progress after one more round that ended `atMs` after the start. Any round that does not pass starts the count
 * and the time of `stable-for` anew: what was proven is an unbroken run of right answers, or nothing.
 */
export function advance(
  progress: Progress,
  round: { readonly kind: VerdictKind; readonly atMs: number; readonly tooSlow?: boolean },
  { successThreshold }: Pick<Rules, 'successThreshold'>,
): Progress {
  if (round.kind !== 'passed')
    return { ...START, everPassed: progress.everPassed, misses: progress.misses + 1, lastMiss: round.kind };
  const streak = progress.streak + 1;
  const provenAtMs = progress.provenAtMs ?? (streak >= successThreshold ? round.atMs : undefined);
  return { ...progress, streak, everPassed: true, provenAtMs, tooSlow: round.tooSlow ?? false };
}

/**
 * The result, when there is one `atMs` after the start. A round may still begin at the very end of the time limit, so
 * that the last look is as late as it can be.
 */
export function resultOf(progress: Progress, atMs: number, rules: Rules): Result | undefined {
  const { lastMiss, provenAtMs, streak, tooSlow } = progress;
  if (provenAtMs !== undefined && !tooSlow && atMs - provenAtMs >= rules.stableForMs) return 'healthy';
  if (streak === 0 && lastMiss === 'hopeless') return 'unhealthy';
  if (atMs < rules.timeoutMs) return undefined;
  return tooSlow ? 'unhealthy' : resultAtTimeout(lastMiss);
}

/** Decided by the last round that did not pass, so that a mix of answers ends the same whichever came last. */
function resultAtTimeout(lastMiss: Progress['lastMiss']): Result {
  if (lastMiss === 'other-version') return 'wrong-version';
  return lastMiss === 'wrong-answer' ? 'unhealthy' : 'timed-out';
}

/** Never less, or a `random` near 0 would hammer a service that is about to start. */
const SHORTEST_WAIT_MS = 100;

/**
 * Milliseconds to wait before the next round: `interval` from the first success on, before it a back-off with full
 * jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"), so that parallel jobs do not ask in step. What a
 * server asks for (`askedMs`) lengthens it, to `max-interval` at most: maintenance pages ask for hours and are gone in
 * seconds. Cut to what is left of the time.
 */
export function nextWaitMs(
  progress: Progress,
  rules: Rules,
  {
    atMs,
    askedMs = 0,
    random,
  }: { readonly atMs: number; readonly askedMs: number | undefined; readonly random: () => number },
): number {
  const ownMs = progress.everPassed ? confirmingWaitMs(progress, rules, atMs) : backoffMs(progress, rules, random());
  return Math.min(Math.max(ownMs, Math.min(askedMs, rules.maxIntervalMs)), rules.timeoutMs - atMs);
}

function confirmingWaitMs({ provenAtMs, tooSlow }: Progress, rules: Rules, atMs: number): number {
  const endsByTime = provenAtMs !== undefined && !tooSlow;
  return endsByTime ? Math.min(rules.intervalMs, provenAtMs + rules.stableForMs - atMs) : rules.intervalMs;
}

function backoffMs({ misses }: Progress, rules: Rules, random: number): number {
  return Math.max(SHORTEST_WAIT_MS, random * Math.min(rules.maxIntervalMs, rules.intervalMs * 2 ** (misses - 1)));
}
