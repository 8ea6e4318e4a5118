import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { Patience } from './patiently.ts';
import { createGithubRequest, type GithubRequest } from './request.ts';

/** Milliseconds for all calls of one record; a cancelled job has 7.5 seconds in all. */
const BUDGET_MS = 5_000;

export type InBudget<T> =
  | { readonly done: true; readonly value: T }
  /** `why` is a clause. */
  | { readonly done: false; readonly why: string };

/**
 * Calls GitHub for a record, which decides over nothing: within five seconds, whatever GitHub does, and also after the
 * job was cancelled, since that has to be recorded too. Never rejects.
 */
export async function inBudget<T>(
  {
    clock,
    random,
    env,
    run,
    token,
  }: Pick<ActionContext, 'clock' | 'random' | 'env' | 'run'> & { readonly token: string },
  call: (request: GithubRequest, patience: Patience) => Promise<T>,
): Promise<InBudget<T>> {
  const signal = AbortSignal.timeout(BUDGET_MS);
  try {
    const request = createGithubRequest({ env, repository: run.repository, token, signal });
    return { done: true, value: await call(request, { clock, random, signal }) };
  } catch (error) {
    return { done: false, why: signal.aborted ? `no answer within ${BUDGET_MS / 1_000} s` : errorMessage(error) };
  }
}
