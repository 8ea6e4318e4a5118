import { codeBlock, escapeMarkdown } from '#shared/text/markdown';
import { describeEvent } from '../rollout/progress.ts';
import { trimReason } from '../rollout/reason.ts';
import type { Diagnosis, FailureGroup } from './diagnose.ts';

/** Why ECS takes back a deployment whose tasks run well. */
const NOT_THE_TASKS = /alarm|hook|traffic/i;

/** The first cause in one line without a full stop, for annotations and outputs. */
export function headline({ failures, troubles }: Diagnosis): string | undefined {
  const [first] = failures;
  // That it rolls back is no cause, only what comes of one.
  const trouble = troubles.findLast((event) => !/rolling back to/i.test(event));
  if (first === undefined) return trouble === undefined ? undefined : trimReason(describeEvent(trouble));
  const what = trimReason(first.what) ?? '';
  return first.taskIds.length > 1 ? `${what} (${first.taskIds.length} tasks)` : what;
}

/** The cause of a failure in one line, where ECS gives a reason as well: what its tasks tell is nearer to it, mostly. */
export function causeOf(diagnosis: Diagnosis, reason: string): string {
  return NOT_THE_TASKS.test(reason) ? reason : (headline(diagnosis) ?? reason);
}

/** The diagnosis for the log, line by line. */
export function diagnosisLines({ failures, troubles }: Diagnosis): readonly string[] {
  const lines = failures.flatMap((failure) => [
    `${countTasks(failure)}: ${failure.what}`,
    ...(failure.what.includes(failure.stoppedReason) ? [] : [`  AWS says: ${failure.stoppedReason}`]),
    ...(failure.likely === undefined ? [] : [`  Likely cause: ${failure.likely}.`]),
    ...(failure.logLines.length === 0
      ? []
      : [`  Last ${failure.logLines.length} log lines of task ${failure.taskIds[0] ?? ''}:`]),
    ...failure.logLines.map((line) => `    ${line}`),
    ...(failure.logNote === undefined ? [] : [`  ${failure.logNote}`]),
  ]);
  const events =
    troubles.length === 0 ? [] : ['Service events:', ...troubles.map((event) => `  ${describeEvent(event)}`)];
  return lines.length + events.length === 0
    ? ['Amazon ECS tells of no failed task and no trouble.']
    : [...lines, ...events];
}

/** The diagnosis for the job summary. */
export function diagnosisMarkdown({ failures, troubles }: Diagnosis): string {
  const blocks = failures.flatMap((failure) => [
    `**${escapeMarkdown(`${countTasks(failure)}: ${failure.what}`)}**`,
    ...(failure.what.includes(failure.stoppedReason) ? [] : [`AWS says: ${escapeMarkdown(failure.stoppedReason)}`]),
    ...(failure.likely === undefined ? [] : [`Likely cause: ${escapeMarkdown(failure.likely)}.`]),
    ...(failure.logLines.length === 0 ? [] : [codeBlock(failure.logLines.join('\n'), 'text')]),
    ...(failure.logNote === undefined ? [] : [`*${escapeMarkdown(failure.logNote)}*`]),
  ]);
  const events =
    troubles.length === 0
      ? []
      : ['Service events:', troubles.map((event) => `- ${escapeMarkdown(describeEvent(event))}`).join('\n')];
  return [...blocks, ...events].join('\n\n');
}

function countTasks({ taskIds }: FailureGroup): string {
  return taskIds.length === 1 ? 'A task failed' : `${taskIds.length} tasks failed`;
}
