import { codeBlock, details, escapeMarkdown } from '#shared/text/markdown';
import { describeEvent } from '../rollout/progress.ts';
import { trimReason } from '../rollout/reason.ts';
import type { EventView } from '../rollout/view.ts';
import { essentialWords } from './aws-words.ts';
import { isTrouble, type Diagnosis, type FailureGroup } from './diagnose.ts';

/** Longer than this, what happened is AWS's own words, which few can read at a glance: the likely cause comes first. */
const SHORT = 120;

/** The first cause in one line without a full stop, for annotations and outputs. */
export function headline({ verdict, failures, troubles }: Diagnosis): string | undefined {
  const [first] = failures;
  // That it rolls back is no cause, only what comes of one.
  const trouble = troubles.findLast((event) => !/rolling back to/i.test(event));
  if (verdict !== undefined) return verdict;
  if (first === undefined) return trouble === undefined ? undefined : trimReason(describeEvent(trouble));
  const { likely, taskIds } = first;
  const what = trimReason(first.what) ?? '';
  const count = taskIds.length > 1 ? [`${taskIds.length} tasks`] : [];
  if (likely === undefined || what.length <= SHORT) return [what, ...count.map((text) => `(${text})`)].join(' ');
  return `${likely} (${[...count, essentialWords(what)].join('; ')})`;
}

/** The diagnosis for the log, line by line. */
export function diagnosisLines({ verdict, failures, troubles }: Diagnosis): readonly string[] {
  const cause = verdict === undefined ? [] : [`Cause: ${verdict}`];
  const tasks = failures.flatMap((failure) => [
    `${countTasks(failure)}: ${failure.what}`,
    ...(failure.what.includes(failure.stoppedReason) ? [] : [`  AWS says: ${failure.stoppedReason}`]),
    ...(failure.likely === undefined ? [] : [`  Likely cause: ${failure.likely}.`]),
    ...(failure.logLines.length === 0
      ? []
      : [`  Last ${failure.logLines.length} log lines of task ${failure.taskIds[0] ?? ''}:`]),
    ...failure.logLines.map((line) => `    ${line}`),
    ...(failure.logNote === undefined ? [] : [`  ${failure.logNote}`]),
  ]);
  const lines = [...cause, ...tasks];
  const events =
    troubles.length === 0 ? [] : ['Service events:', ...troubles.map((event) => `  ${describeEvent(event)}`)];
  return lines.length + events.length === 0
    ? ['Amazon ECS tells of no failed task and no trouble.']
    : [...lines, ...events];
}

/** The diagnosis for the job summary, where {@link eventsMarkdown} has the events; undefined when there is nothing else. */
export function diagnosisMarkdown({ verdict, failures }: Diagnosis): string | undefined {
  const blocks = failures.flatMap((failure) => [
    `**${escapeMarkdown(`${countTasks(failure)}: ${failure.what}`)}**`,
    ...(failure.what.includes(failure.stoppedReason) ? [] : [`AWS says: ${escapeMarkdown(failure.stoppedReason)}`]),
    ...(failure.likely === undefined ? [] : [`Likely cause: ${escapeMarkdown(failure.likely)}.`]),
    ...(failure.logLines.length === 0 ? [] : [codeBlock(failure.logLines.join('\n'), 'text')]),
    ...(failure.logNote === undefined ? [] : [`*${escapeMarkdown(failure.logNote)}*`]),
  ]);
  const cause = verdict === undefined ? [] : [`**${escapeMarkdown(`Cause: ${verdict}`)}**`];
  const all = [...cause, ...blocks];
  return all.length === 0 ? undefined : all.join('\n\n');
}

/** The service's events for the job summary, folded away; what tells of trouble stands out. Undefined without any. */
export function eventsMarkdown(events: readonly EventView[]): string | undefined {
  if (events.length === 0) return undefined;
  const lines = events.map((event) => {
    const text = escapeMarkdown(describeEvent(event.message));
    return `- ${isTrouble(event) ? `**${text}**` : text}`;
  });
  const troubles = events.filter(isTrouble).length;
  const count = troubles === 0 ? `${lines.length}` : `${lines.length}, ${troubles} of trouble`;
  return details(`Service events (${count})`, lines.join('\n'));
}

function countTasks({ taskIds }: FailureGroup): string {
  return taskIds.length === 1 ? 'A task failed' : `${taskIds.length} tasks failed`;
}
