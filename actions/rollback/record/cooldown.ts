import { formatDuration } from '#shared/text/duration';
import type { Release } from '#shared/release/record';
import { nameRelease } from '../target/candidates.ts';
import type { RollbackInputs } from '../inputs.ts';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools } from '../scene.ts';

type Settings = Pick<RollbackInputs, 'to' | 'cooldownMs' | 'dryRun'>;
type Tools = Pick<RollbackTools, 'clock' | 'run'>;

/**
 * Why no rollback to the release before is made: a rollback has brought the current release a moment ago. Where what
 * fails is not the release but something that every release needs, one rollback after another would go ever further
 * back. Who names a release knows where to go, and is not held up; nor is a dry run, which changes nothing.
 */
export function coolingDown(settings: Settings, from: Release, tools: Tools): RollbackResult | undefined {
  const since = restoredSince(settings, from, tools);
  if (since === undefined || settings.dryRun) return undefined;
  const { runId, when } = since;
  if (tools.run.runId !== '' && runId === tools.run.runId) {
    return { outcome: 'nothing-to-do', reason: `This workflow run has rolled back already: ${when}.`, from, to: from };
  }
  return {
    outcome: 'failed',
    reason: `${when}. Within ${formatDuration(settings.cooldownMs)} (cooldown) the release before it is not gone back to as well.`,
    hint: 'When this release fails too, the cause may be what all of them need. To go further back all the same, name the release with `to:`, or set cooldown: 0.',
    from,
  };
}

/** What a dry run says of a cool-down that would hold the rollback up now; empty when there is none. */
export function coolingNote(settings: Settings, from: Release, tools: Tools): string {
  const since = restoredSince(settings, from, tools);
  if (since === undefined) return '';
  const left = formatDuration(settings.cooldownMs - since.agoMs);
  return ` The cool-down would hold it up for ${left} more: ${since.when}.`;
}

/** The rollback that brought the current release, when it is too fresh for another. */
function restoredSince({ to, cooldownMs }: Settings, from: Release, { clock }: Tools) {
  const { restored } = from;
  if (to.kind !== 'previous' || restored === undefined) return undefined;
  const agoMs = Math.max(0, clock.now() - restored.at.getTime());
  if (agoMs >= cooldownMs) return undefined;
  const when = `${nameRelease(from)} was gone back to ${formatDuration(agoMs)} ago, from ${restored.from}`;
  return { agoMs, runId: restored.runId, when };
}
