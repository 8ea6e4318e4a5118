import { unmetExpectations, type Expectations } from '#shared/http/expectations';
import type { Answer, ProbeResult } from '#shared/http/probe-result';
import { includesStatus } from '#shared/http/status-ranges';
import { observeVersion, versionsMatch } from '#shared/http/version';
import { answerLabel } from '#shared/verify/history';
import type { WatchSettings } from './settings.ts';

type Watched = Pick<WatchSettings, 'baselineVersion' | 'expectVersion' | 'target'>;

/**
 * What one probe says to the comparison.
 * - `canary`, `baseline`: that side answered, with an error or without
 * - `other`: another version than the two that are compared
 * - `unattributed`: a failure of which nobody can tell whose it is
 * - `unnamed`: an answer with an expected status that names no version
 */
export type Sighting =
  | {
      readonly of: 'canary' | 'baseline';
      readonly version: string;
      /** What was not as expected; undefined when all was. */
      readonly error: SightedError | undefined;
      /** Milliseconds, of an answer with an expected status. */
      readonly ms: number | undefined;
    }
  | { readonly of: 'other'; readonly version: string }
  | { readonly of: 'unattributed'; readonly error: SightedError }
  | { readonly of: 'unnamed' };

export interface SightedError {
  /** `503`, or the kind of failure: `refused`. */
  readonly label: string;
  /** Foreign text may be in it. */
  readonly detail: string;
}

/** What one answer, or the lack of one, says about the two versions. */
export function sight({ baselineVersion, expectVersion, target }: Watched, result: ProbeResult): Sighting {
  const label = answerLabel(result);
  if (result.kind === 'failed') return { of: 'unattributed', error: { label, detail: result.message } };
  const { expectations, versionFrom } = target;
  const reasons = unmetExpectations(result, expectations);
  const error = reasons.length === 0 ? undefined : { label, detail: `${label}: ${reasons.join('; ')}` };
  const ms = hasExpectedStatus(result, expectations) ? result.ms : undefined;
  const version = versionFrom === undefined ? undefined : observeVersion(result, versionFrom);
  if (version === undefined)
    return error === undefined || ms !== undefined ? { of: 'unnamed' } : { of: 'unattributed', error };
  if (versionsMatch(expectVersion, version)) return { of: 'canary', version, error, ms };
  const compared = baselineVersion === undefined || versionsMatch(baselineVersion, version);
  return compared ? { of: 'baseline', version, error, ms } : { of: 'other', version };
}

function hasExpectedStatus({ status }: Answer, expected: Expectations): boolean {
  return typeof status === 'number' ? includesStatus(expected.status, status) : status.health === 'healthy';
}
