import { errorMessage } from '#shared/action/errors';
import type { ExpiryOptions } from '#shared/ecs/preflight/image-expiry';
import type { Release } from '#shared/release/record';
import type { RollbackTools } from '../scene.ts';

/**
 * Warns when the lifecycle policy of ECR is about to take away an image of the release gone back to: tasks that run keep
 * it, but none can be started any more. Never fails, for nothing depends on it.
 */
export async function tellExpiry(
  { images }: Release,
  options: ExpiryOptions,
  { checkExpiry, log, signal }: RollbackTools,
): Promise<void> {
  if (checkExpiry === undefined) return;
  try {
    const { warnings, told } = await checkExpiry(images, options);
    for (const { problem, fix = '' } of warnings) log.warning(`${problem} ${fix}`.trim());
    for (const line of told) log.info(line);
  } catch (error) {
    signal?.throwIfAborted();
    if (options.signal?.aborted !== true)
      log.info(`When its images expire could not be checked: ${errorMessage(error)}`);
  }
}

/** Tells it while a way back goes on, which does not wait for it. */
export async function besidesExpiry<T>(release: Release, tools: RollbackTools, wayBack: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const telling = tellExpiry(release, { pulledNow: true, signal: over.signal }, tools);
  // A cancelled job is told by the way back.
  telling.catch(() => undefined);
  try {
    return await wayBack();
  } finally {
    over.abort();
  }
}
