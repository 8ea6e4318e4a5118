import { formatDuration } from '#shared/text/duration';
import { codeBlock } from '#shared/text/markdown';
import type { Phase } from './phases.ts';

/** More bars than this can be read by nobody; a linear deployment of 3 % steps has sixty. */
const MOST_BARS = 40;

/**
 * The phases as a Gantt chart of Mermaid, which GitHub draws in a job summary; undefined when there is nothing to
 * compare. Times are the clock's, shown in the zone of who looks.
 */
export function timelineMarkdown(phases: readonly Phase[]): string | undefined {
  // What was only just begun, such as the stage that a pause holds, has no length yet.
  const lasting = phases.filter(({ from, to }) => Math.round(to) > Math.round(from));
  if (lasting.length < 2) return undefined;
  const bars = lasting.slice(0, MOST_BARS).map(({ name, from, to }) => {
    // A colon ends the name, and the others have a meaning of their own.
    const label = `${name} (${formatDuration(to - from)})`.replace(/[:;#,]/g, ' ');
    return `  ${label} :${Math.round(from)}, ${Math.round(to)}`;
  });
  const lines = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', '  section Rollout', ...bars];
  return codeBlock(lines.join('\n'), 'mermaid');
}
