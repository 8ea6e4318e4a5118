import type { Release } from '#shared/release/record';
import { isForward } from '../target/candidates.ts';

/** Why a release is left: what the user says; else what a verification left on it. */
export function whyLeft({
  reason,
  from,
  to,
}: {
  readonly reason: string | undefined;
  readonly from: Release;
  readonly to: Release;
}): string {
  if (reason !== undefined) return reason;
  if (isForward(from, to)) return 'returned to a newer release';
  return from.failedReason === undefined ? 'no reason was given' : `it was marked as bad (${from.failedReason})`;
}
