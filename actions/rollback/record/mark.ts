import { errorMessage } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { failedTag, restoredTag, type Release, type Tag } from '#shared/release/record';
import { isForward, nameRelease } from '../target/candidates.ts';
import type { Going } from '../result.ts';
import type { RollbackTools } from '../scene.ts';

/**
 * Records a rollback that was begun. The release left is marked as bad, so that no later rollback goes back to it before
 * it is proven again; not when going forward, for who returns to a newer release after a rollback by mistake says
 * nothing against the older one. The release gone back to is told when, and from where: that is what the cool-down goes
 * by. The rollback itself counts: a record that cannot be written is a warning. Nothing is recorded of a release that
 * somebody else deploys anyway.
 */
export async function markRollback(
  { from, to, reason }: Going & { readonly reason: string | undefined },
  tools: RollbackTools,
): Promise<void> {
  if (from.taskDefinitionArn === to.taskDefinitionArn) return;
  const at = new Date(tools.clock.now());
  const left = revisionName(from.taskDefinitionArn);
  const restored = restoredTag({ at, from: left, runId: tools.run.runId });
  const failure = 'could not be marked as gone back to, so that the cool-down does not hold for it';
  await Promise.all([markFailed({ from, to, at, reason }, tools), tag(to, { tag: restored, failure }, tools)]);
}

async function markFailed(
  { from, to, at, reason }: Going & { readonly at: Date; readonly reason: string | undefined },
  tools: RollbackTools,
): Promise<void> {
  if (isForward(from, to)) {
    tools.log.info(`${nameRelease(from)} is older than the target, so it is not marked as bad`);
    return;
  }
  const why = reason === undefined ? 'rollback' : `rollback: ${tools.redactor.redact(reason)}`;
  const marked = await tag(from, { tag: failedTag(at, why), failure: 'could not be marked as bad' }, tools);
  if (marked) tools.log.info(`marked as bad: ${revisionName(from.taskDefinitionArn)}`);
}

async function tag(
  { taskDefinitionArn }: Release,
  mark: { readonly tag: Tag; readonly failure: string },
  tools: RollbackTools,
): Promise<boolean> {
  const { log, signal } = tools;
  try {
    await patient(tools.api, tools).tagResource(taskDefinitionArn, [mark.tag]);
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    log.warning(`${revisionName(taskDefinitionArn)} ${mark.failure}: ${errorMessage(error)}`);
    return false;
  }
}
