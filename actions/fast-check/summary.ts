import { formatDuration } from '#shared/text/duration';
import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { describeFinding } from './finding.ts';
import type { CheckFinding } from './annotations.ts';
import { lastLines } from './output.ts';
import type { CheckResult } from './result.ts';
import { ofOutcome, slowestCheck, type Budget, type Verdict } from './verdict.ts';

/** Lines of a failed check's output on the page; the log has more. */
const SHOWN_LINES = 60;
const SHOWN_FINDINGS = 200;

/** The job summary, block by block: the cause of a failure first, then the facts. */
export function summaryBlocks(options: {
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly budget: Budget;
  readonly scope: string;
  readonly findings: readonly CheckFinding[];
}): readonly string[] {
  const { verdict, checks, budget, scope, findings } = options;
  const failed = ofOutcome(checks, 'failed');
  // What a check said before the budget ended it shows where its time went.
  const folded = [...failed.filter(({ check }) => !check.required), ...ofOutcome(checks, 'over-budget')];
  const slowest = slowestCheck(checks);
  const used = `Budget: ${formatDuration(budget.usedMs)} of ${formatDuration(budget.ms)} used (${Math.round((budget.usedMs / budget.ms) * 100)} %).`;
  const slow =
    slowest?.durationMs === undefined
      ? ''
      : ` Slowest: ${escapeMarkdown(slowest.check.name)}, ${formatDuration(slowest.durationMs)}.`;
  return [
    `## fast-check: ${verdict.result}`,
    escapeMarkdown(verdict.sentence),
    ...failed.filter(({ check }) => check.required).map((result) => outputBlock(result, true)),
    checksTable(checks),
    `${used}${slow}`,
    `Scope: ${escapeMarkdown(scope)}`,
    ...folded.map((result) => outputBlock(result, false)),
    ...(findings.length === 0 ? [] : [findingsBlock(findings)]),
  ];
}

const WORDS = {
  passed: 'passed',
  failed: '**failed**',
  cancelled: 'cancelled',
  'over-budget': 'over budget',
  skipped: 'skipped',
} as const;

function checksTable(checks: readonly CheckResult[]): string {
  const rows = checks.map(({ check, outcome, why, durationMs, fileCount }) => [
    escapeMarkdown(check.name),
    `${WORDS[outcome]}${check.required ? '' : ' (not required)'}`,
    durationMs === undefined ? '' : formatDuration(durationMs),
    fileCount === undefined ? '' : String(fileCount),
    escapeMarkdown(why ?? ''),
  ]);
  return markdownTable(['Check', 'Result', 'Time', 'Files', 'Why'], rows);
}

function outputBlock({ check, why, output }: CheckResult, open: boolean): string {
  const lines = lastLines(output, SHOWN_LINES);
  const body = `${inlineCode(check.run)}\n\n${codeBlock(lines.join('\n') || '(it printed nothing)', 'text')}`;
  const folded = details(`${check.name}: ${why ?? ''}`, body);
  return open ? folded.replace('<details>', '<details open>') : folded;
}

function findingsBlock(findings: readonly CheckFinding[]): string {
  const rows = findings.slice(0, SHOWN_FINDINGS).map((finding) => {
    const { file, line, column, ...said } = finding;
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    return [inlineCode(place), escapeMarkdown(describeFinding(said)), escapeMarkdown(finding.check)];
  });
  const more =
    findings.length > SHOWN_FINDINGS ? `\n\n${findings.length - SHOWN_FINDINGS} more are in the report.` : '';
  return details(`Findings: ${findings.length}`, `${markdownTable(['Place', 'Finding', 'Check'], rows)}${more}`);
}
