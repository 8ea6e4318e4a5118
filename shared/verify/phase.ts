import type { Target } from './target.ts';
import type { Verdict } from './verdict.ts';

/**
 * Where a target stands: waiting → old version → new version → healthy. Without an expected version nobody knows which
 * one answers, and a right answer is only `as expected`.
 */
export type Phase = 'waiting' | 'old version' | 'new version' | 'as expected';

export function phaseOf({ target, verdict }: { readonly target: Target; readonly verdict: Verdict }): Phase {
  if (verdict.kind === 'other-version') return 'old version';
  return verdict.kind === 'passed' ? passedPhase([{ ...target, critical: true }]) : 'waiting';
}

/** The phase in which all of `targets` answer as expected. */
export function passedPhase(targets: readonly Target[]): Phase {
  const versioned = targets.some(
    ({ critical, expectVersion, versionFrom }) => critical && expectVersion !== undefined && versionFrom !== undefined,
  );
  return versioned ? 'new version' : 'as expected';
}
