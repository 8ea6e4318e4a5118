import { formatDuration } from '#shared/text/duration';
import type { Release } from '#shared/release/record';
import { nameRelease } from '../target/candidates.ts';
import type { RollbackInputs } from '../inputs.ts';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools } from '../scene.ts';

/**
 * Why no rollback to the release before is made: a rollback has brought the current release a moment ago. Where what
 * fails is not the release but something that every release needs, one rollback after another would go ever further
 * back. Who names a release knows where to go, and is not held up.
 */
export function coolingDown(
  { to, cooldownMs, dryRun }: Pick<RollbackInputs, 'to' | 'cooldownMs' | 'dryRun'>,
  from: Release,
  { clock, log, run }: Pick<RollbackTools, 'clock' | 'log' | 'run'>,
): RollbackResult | undefined {
  const { restored } = from;
  if (to.kind !== 'previous' || restored === undefined) return undefined;
  const ago = Math.max(0, clock.now() - restored.at.getTime());
  if (ago >= cooldownMs) return undefined;
  const when = `${nameRelease(from)} was gone back to ${formatDuration(ago)} ago, from ${restored.from}`;
  const within = `Within ${formatDuration(cooldownMs)} (cooldown) the release before it is not gone back to as well.`;
  if (dryRun) {
    log.info(`${when}. ${within}`);
    return undefined;
  }
  if (run.runId !== '' && restored.runId === run.runId) {
    return { outcome: 'nothing-to-do', reason: `This workflow run has rolled back already: ${when}.`, from };
  }
  return {
    outcome: 'failed',
    reason: `${when}. ${within}`,
    hint: 'When this release fails too, the cause may be what all of them need. To go further back all the same, name the release with `to:`, or set cooldown: 0.',
    from,
  };
}
