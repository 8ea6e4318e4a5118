import type { SandboxClock } from '#sandbox/clock';
import type { Effect, RequestFault } from './requests.ts';

/** What becomes of one request, all faults that strike it taken together. */
export interface RequestPlan {
  /** Milliseconds of AWS time to wait before anything else. */
  readonly waitMs: number;
  /** By how much the server's clock is ahead, in wall-clock milliseconds; undefined when nobody looks at it. */
  readonly skewMs: number | undefined;
  readonly ending: Ending;
}

export type Ending =
  | { readonly kind: 'answer' }
  | { readonly kind: 'refuse'; readonly reason: 'throttle' | 'expired-token' | 'access-denied' }
  | { readonly kind: 'server-error'; readonly shape: 'aws' | 'html'; readonly effect: Effect }
  | { readonly kind: 'cut'; readonly how: 'reset' | 'hang'; readonly effect: Effect }
  | { readonly kind: 'truncate' };

/** Waits and skews add up; of everything else the first order counts. */
export function planRequest(faults: readonly RequestFault[], clock: SandboxClock): RequestPlan {
  const waits = faults.map((fault) =>
    fault.kind === 'slow' ? fault.ms * (fault.time === 'wall' ? clock.speed : 1) : 0,
  );
  const skews = faults.flatMap((fault) => (fault.kind === 'clock-skew' ? [fault.ms] : []));
  return {
    waitMs: sum(waits),
    skewMs: skews.length === 0 ? undefined : sum(skews),
    ending: faults.map(endingOf).find((ending) => ending !== undefined) ?? { kind: 'answer' },
  };
}

function endingOf(fault: RequestFault): Ending | undefined {
  switch (fault.kind) {
    case 'slow':
    case 'clock-skew':
      return undefined;
    case 'throttle':
    case 'expired-token':
    case 'access-denied':
      return { kind: 'refuse', reason: fault.kind };
    case 'server-error':
      return { kind: 'server-error', shape: fault.shape, effect: fault.effect ?? 'none' };
    case 'reset':
    case 'hang':
      return { kind: 'cut', how: fault.kind, effect: fault.effect ?? 'none' };
    case 'truncate':
      return { kind: 'truncate' };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
