import { errorMessage } from '#shared/action/errors';
import { nameRelease } from '../target/candidates.ts';
import type { Target } from '../target/search.ts';
import { besidesExpiry } from '../target/tell-expiry.ts';
import type { Outcome, RollbackResult } from '../result.ts';
import type { RollbackTools } from '../scene.ts';

/** What is missing may be why. */
const EXPLAINED: ReadonlySet<Outcome> = new Set<Outcome>(['failed', 'timed-out']);

/** Looks, while a way back goes on, at all that its request was not kept waiting for. */
export async function besidesLooks(
  target: Target,
  tools: RollbackTools,
  wayBack: () => Promise<RollbackResult>,
): Promise<RollbackResult> {
  return await besidesLook(target, tools, () => besidesExpiry(target.release, tools, wayBack));
}

/**
 * Looks, while a way back goes on, at what the release needs. What is missing is told at once, and
 * once more where the way back fails; one that succeeds does not wait for the answers.
 */
async function besidesLook(
  target: Target,
  tools: RollbackTools,
  wayBack: () => Promise<RollbackResult>,
): Promise<RollbackResult> {
  const { lookLater } = target;
  if (lookLater === undefined) return await wayBack();
  const over = new AbortController();
  const looked = look(target, over.signal, tools);
  try {
    const result = await wayBack();
    const missing = EXPLAINED.has(result.outcome) ? await looked : undefined;
    if (missing === undefined) return result;
    return { ...result, hint: [missing, result.hint].flatMap((each) => each ?? []).join('\n') };
  } finally {
    over.abort();
  }
}

/** Undefined when nothing is missing, as far as is known. */
async function look(target: Target, signal: AbortSignal, { log }: RollbackTools): Promise<string | undefined> {
  const { release, lookLater } = target;
  try {
    const problems = (await lookLater?.(signal)) ?? [];
    if (problems.length === 0) return undefined;
    const missing = `No new task of ${nameRelease(release)} can start: ${problems.join(' ')}`;
    log.warning(missing);
    return missing;
  } catch (error) {
    if (!signal.aborted)
      log.info(`Whether everything else is still there could not be looked at: ${errorMessage(error)}`);
    return undefined;
  }
}
