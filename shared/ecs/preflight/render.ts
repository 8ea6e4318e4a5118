import { escapeMarkdown } from '#shared/text/markdown';
import type { Finding } from './finding.ts';

/** One line a finding, for the log. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, problem, fix }) => `${severity}: ${problem}${fix === undefined ? '' : ` ${fix}`}`);
}

/** The findings for the summary; empty when there are none. */
export function findingsMarkdown(findings: readonly Finding[]): string {
  const item = ({ severity, problem, fix }: Finding): string => {
    const text = `${escapeMarkdown(problem)}${fix === undefined ? '' : ` ${escapeMarkdown(fix)}`}`;
    return severity === 'error' ? `- :x: ${text}` : `- ${text}`;
  };
  return findings.length === 0 ? '' : ['**Preflight**', '', ...findings.map(item)].join('\n');
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
