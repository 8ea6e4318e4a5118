import type { SettingDifference } from '#shared/ecs/service-revision/differences';
import { inlineCode, markdownTable } from '#shared/text/markdown';

/** The settings that go back with the task definition, for the job summary. */
export function restoredTable(restored: readonly SettingDifference[]): string {
  const rows = restored.map(({ what, now, then }) => [what, inlineCode(now), inlineCode(then)]);
  return markdownTable(['Setting of the service', 'Before', 'After'], rows);
}
