import { compare, errorsSurelyAbove, hasEnough, type Finding, type Sides } from './comparison.ts';
import type { Limits } from './settings.ts';

/** How a watch ended. The README defines each. */
export type WatchResult = 'healthy' | 'worse' | 'not-enough-traffic';

export interface WatchVerdict {
  readonly result: WatchResult;
  readonly findings: readonly Finding[];
}

/** Between two looks at what was seen so far, each with a line in the log. */
export const LOOK_EVERY_MS = 15_000;

/**
 * The chance to call a canary worse that is not, for each of the four questions: 1 % for a window, of which all looks
 * before its end together take a tenth. With four questions that is 4 % at most, by Bonferroni's inequality, which
 * asks nothing of how looks and questions hang together. So only what is clearly worse ends a watch early, and the
 * end is judged nearly as if nobody had looked before (the idea of J. L. Haybittle, 1971, and R. Peto et al., 1976).
 */
const ALPHA = { early: 0.001, atEnd: 0.009 };

/** The level of one question at the window's end. */
export const ALPHA_AT_END = ALPHA.atEnd;

/** Looks before the end of a window. */
export function looksWithin(windowMs: number): number {
  return Math.max(0, Math.ceil(windowMs / LOOK_EVERY_MS) - 1);
}

/** Whether it is clear before the end of the window, after one of so many looks, that the canary is worse. */
export function judgeEarly(sides: Sides, limits: Limits, looks: number): WatchVerdict | undefined {
  const alpha = ALPHA.early / looks;
  const findings = compare(sides, limits, alpha).map((finding) =>
    finding.question === 'errors'
      ? { ...finding, worse: finding.worse && errorsSurelyAbove(sides, limits, alpha) }
      : finding,
  );
  return findings.some(({ worse }) => worse) ? { result: 'worse', findings } : undefined;
}

export function judgeAtEnd(sides: Sides, limits: Limits): WatchVerdict {
  const findings = compare(sides, limits, ALPHA.atEnd);
  if (findings.some(({ worse }) => worse)) return { result: 'worse', findings };
  return { result: hasEnough(sides, limits) ? 'healthy' : 'not-enough-traffic', findings };
}
