import { details, escapeMarkdown } from '#shared/text/markdown';
import type { Finding } from './finding.ts';

/** One line a finding, for the log. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, problem, fix }) => `${severity}: ${problem}${fix === undefined ? '' : ` ${fix}`}`);
}

/** What stands in the way, for the top of the summary; undefined when nothing does. */
export function errorsMarkdown(findings: readonly Finding[]): string | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const found = errors.length === 1 ? 'a problem' : `${errors.length} problems`;
  return [`**Preflight found ${found}, and nothing was changed:**`, '', ...errors.map(listItem)].join('\n');
}

/** What is worth knowing and was in nobody's way, folded: every deployment of a service has the same. */
export function notesMarkdown(findings: readonly Finding[]): string | undefined {
  const notes = findings.filter(({ severity }) => severity === 'note');
  return notes.length === 0
    ? undefined
    : details(`Notes of preflight (${notes.length})`, notes.map(listItem).join('\n'));
}

function listItem({ problem, fix }: Finding): string {
  return `- ${escapeMarkdown(problem)}${fix === undefined ? '' : ` ${escapeMarkdown(fix)}`}`;
}

/** Why the deployment is not begun, in one sentence. Undefined when no finding stands in its way. */
export function obstacleOf(findings: readonly Finding[]): string | undefined {
  const problems = findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
  const [first] = problems;
  if (first === undefined) return undefined;
  if (problems.length === 1) return `Preflight found a problem, and nothing was changed: ${first}`;
  const list = problems.map((problem, index) => `(${index + 1}) ${problem}`).join(' ');
  return `Preflight found ${problems.length} problems, and nothing was changed: ${list}`;
}
