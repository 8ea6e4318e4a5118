import type { Clock } from '#shared/action/clock';
import type { PreflightApi } from './api.ts';
import type { Outcome } from './finding.ts';
import type { ImageTools } from './images.ts';

export interface PreflightTools {
  /** Makes the API whose calls end when the signal aborts. */
  readonly openApi: (signal: AbortSignal) => PreflightApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Whether AWS is asked at an endpoint of the user's own. */
  readonly ownEndpoint: boolean;
}

/** Checks that ask AWS at a time: the limits of an account are shared by all its jobs. */
const AT_A_TIME = 8;

export type Check = () => readonly Outcome[] | Promise<readonly Outcome[]>;

/**
 * Runs the checks side by side. What is not known after `limitMs` is said to be unchecked.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function runChecks(
  checksWith: (tools: ImageTools) => readonly Check[],
  limitMs: number,
  { clock, signal, openApi, ownEndpoint, random }: PreflightTools,
): Promise<readonly Outcome[]> {
  const limit = new AbortController();
  const done = new AbortController();
  const ends = AbortSignal.any([limit.signal, ...(signal === undefined ? [] : [signal])]);
  // Rejects when the checks are done before: then there is nothing left to limit.
  clock.sleep(limitMs, done.signal).then(
    () => limit.abort(),
    () => undefined,
  );
  try {
    const tools = { api: openApi(ends), clock, random, signal, limit: ends, ownEndpoint };
    return await inTurns(checksWith(tools), AT_A_TIME);
  } finally {
    done.abort();
    // When one of them ends it all (credentials), the others must not go on asking.
    limit.abort();
  }
}

/** Runs all checks, so many at a time; the outcomes keep their order. */
async function inTurns(checks: readonly Check[], atATime: number): Promise<readonly Outcome[]> {
  const outcomes: (readonly Outcome[])[] = [];
  const queue = checks.entries();
  const worker = async (): Promise<void> => {
    for (const [index, check] of queue) outcomes[index] = await check();
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return outcomes.flat();
}
