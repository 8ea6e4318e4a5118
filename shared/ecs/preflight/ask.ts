import type { Clock } from '#shared/action/clock';
import { errorMessage } from '#shared/action/errors';
import { awsFailure, faultKind, type FaultKind } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import { unchecked, type Unchecked } from './finding.ts';
import type { PreflightApi } from './api.ts';

export interface AskTools {
  readonly api: PreflightApi;
  readonly clock: Clock;
  readonly random: () => number;
  /** The job's: aborts when it is cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Aborts when the time for all checks is over. */
  readonly limit: AbortSignal;
}

export interface Question<T> {
  /** What is looked at, for a note such as "Not checked, since …: image web". */
  readonly what: string;
  /** The IAM action it needs. */
  readonly permission: string;
  readonly read: (api: PreflightApi) => Promise<T>;
}

export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'missing' }
  /** The permission is not there, or AWS did not answer: no reason to stop a deployment that may be right. */
  | { readonly kind: 'unknown'; readonly why: FaultKind | 'time-limit'; readonly outcome: Unchecked };

/** Behind the SDK's own attempts. */
const ATTEMPTS = 3;

/**
 * Asks AWS one thing. Throttling, server faults and lost connections are tried again.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function ask<T>({ what, permission, read }: Question<T>, tools: AskTools): Promise<Answer<T>> {
  const { api, clock, random, signal, limit } = tools;
  try {
    limit.throwIfAborted();
    const value = await withRetry(() => read(api), { clock, random, signal: limit, attempts: ATTEMPTS });
    return { kind: 'answer', value };
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.aborted) return unknown('time-limit', unchecked(what, 'the time for all checks was over'));
    const kind = faultKind(error);
    if (kind === 'not-found') return { kind: 'missing' };
    if (kind === 'credentials') throw awsFailure(`check ${what}`, error);
    const reason = kind === 'denied' ? `this job's role lacks ${permission}` : `AWS answered "${errorMessage(error)}"`;
    return unknown(kind, unchecked(what, reason));
  }
}

function unknown(why: FaultKind | 'time-limit', outcome: Unchecked): Answer<never> {
  return { kind: 'unknown', why, outcome };
}
