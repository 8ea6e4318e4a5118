import { taskConsoleUrl, shortName } from '#shared/ecs/names';
import { formatDuration } from '#shared/text/duration';
import { inlineCode } from '#shared/text/markdown';
import type { RunBeforeReport } from './result.ts';

/** The command of run-before and what became of it, for the table of the job summary. */
export function runBeforeCell(report: RunBeforeReport): string {
  const { command, container, outcome, exitCode, taskArn, log, durationMs } = report;
  const url = taskArn === undefined ? undefined : taskConsoleUrl(taskArn);
  const task = taskArn === undefined ? undefined : inlineCode(shortName(taskArn));
  const parts = [
    `${outcome}${exitCode === undefined ? '' : ` (exit code ${exitCode})`}`,
    `container ${inlineCode(container)}`,
    ...(task === undefined ? [] : [url === undefined ? `task ${task}` : `task [${task}](${url})`]),
    ...(log === undefined ? [] : [`log ${inlineCode(`${log.group} ${log.stream}`)}`]),
    formatDuration(durationMs),
  ];
  return `${inlineCode(command)}\n${parts.join(', ')}`;
}
