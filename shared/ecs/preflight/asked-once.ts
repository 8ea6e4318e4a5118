import { isRetryable } from '#shared/aws/faults';
import type { Slots } from '#shared/aws/slots';
import { wrapCalls } from '#shared/aws/wrap-calls';
import type { PreflightApi } from './api.ts';

/** Makes the API whose calls end when the signal aborts. */
export type OpenPreflightApi = (limit: AbortSignal) => PreflightApi;

/**
 * For who checks many services, which share images, roles and secrets: what several want to know is asked once, and so
 * many calls go on at a time. An answer that asking again may change is not kept.
 * @param options.signal ends the calls of all; that of one check ends its waiting only
 */
export function askedOnce(
  open: OpenPreflightApi,
  { signal, slots }: { readonly signal: AbortSignal; readonly slots: Slots },
): OpenPreflightApi {
  const answers = new Map<string, Promise<unknown>>();
  const api = wrapCalls(open(signal), (call, name, args) => {
    const key = JSON.stringify([name, ...args]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = slots.use(call);
    answers.set(key, answer);
    answer.catch((error: unknown) => {
      if (isRetryable(error)) answers.delete(key);
    });
    return answer;
  });
  return (limit) => wrapCalls(api, (call) => untilAborted(call(), limit));
}

function untilAborted(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers();
  const abort = (): void => {
    reject(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  answer.then(resolve, reject).finally(() => {
    signal.removeEventListener('abort', abort);
  });
  return promise;
}
