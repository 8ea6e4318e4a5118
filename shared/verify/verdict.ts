import { unmetExpectations } from '#shared/http/expectations';
import { graphqlErrors } from '#shared/http/graphql';
import { httpStatus, type Answer, type ProbeResult } from '#shared/http/probe-result';
import { includesStatus } from '#shared/http/status-ranges';
import { observeVersion, shortVersion, versionsMatch } from '#shared/http/version';
import type { Target } from './target.ts';

/**
 * What one result says about its target.
 * - `passed`: everything expected, from the expected version
 * - `other-version`: another version than expected answered, or none was named: the rollout may not be over
 * - `wrong-answer`: it answered, not as expected
 * - `no-answer`: no complete answer came
 * - `hopeless`: a mistake that waiting does not heal
 */
export type VerdictKind = 'passed' | 'other-version' | 'wrong-answer' | 'no-answer' | 'hopeless';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Why it did not pass: phrases without a full stop. */
  readonly reasons: readonly string[];
  readonly version: string | undefined;
}

export function judge(target: Target, result: ProbeResult): Verdict {
  if (result.kind === 'failed') {
    const kind = result.failure === 'plain-http' ? 'hopeless' : 'no-answer';
    return { kind, reasons: [result.message], version: undefined };
  }
  const { expectVersion, versionFrom } = target;
  const version = versionFrom === undefined ? undefined : observeVersion(result, versionFrom);
  const wanted = versionFrom === undefined ? undefined : expectVersion;
  // First of all: what a release that is not under test answers says nothing about the one that is.
  if (wanted !== undefined && version !== undefined && !versionsMatch(wanted, version))
    return { kind: 'other-version', reasons: [`expected version ${shortVersion(wanted)}`], version };
  const hopeless = hopelessStatus(result, target);
  if (hopeless !== undefined) return { kind: 'hopeless', reasons: [hopeless], version };
  const reasons = unmetOf(target, result);
  if (reasons.length > 0) return { kind: 'wrong-answer', reasons, version };
  if (wanted !== undefined && version === undefined)
    return {
      kind: 'other-version',
      reasons: [`expected version ${shortVersion(wanted)}, but the answer names none`],
      version,
    };
  return { kind: 'passed', reasons: [], version };
}

/** Why this status cannot heal; undefined when it can, or needs not to. */
function hopelessStatus({ status }: Answer, { expectations, failOn }: Target): string | undefined {
  if (typeof status !== 'number') return status.health === 'hopeless' && failOn.length > 0 ? status.reason : undefined;
  const fails = includesStatus(failOn, status) && !includesStatus(expectations.status, status);
  return fails ? `status ${status} is in fail-on` : undefined;
}

/** Errors of a query come before what they leave out of the answer. */
function unmetOf({ expectations, graphql }: Target, answer: Answer): readonly string[] {
  const status = httpStatus(answer);
  const asked = graphql !== undefined && status !== undefined && includesStatus(expectations.status, status);
  const errors = asked ? graphqlErrors(answer) : [];
  return errors.length > 0 ? errors : unmetExpectations(answer, expectations);
}

const WORST_FIRST: readonly VerdictKind[] = ['hopeless', 'wrong-answer', 'no-answer', 'other-version', 'passed'];

/** What a round says: the worst verdict of its critical targets. */
export function worst(kinds: readonly VerdictKind[]): VerdictKind {
  return WORST_FIRST.find((kind) => kinds.includes(kind)) ?? 'passed';
}
