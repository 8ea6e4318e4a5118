import type { Log } from '#shared/action/log';
import { capFindings, describeFinding, rankFindings, type Finding } from './finding.ts';
import type { CheckResult } from './result.ts';

/** GitHub shows ten of each level for a step; the rest of ten is for what the action itself has to say. */
const SHOWN = { error: 9, warning: 7, notice: 10 } as const;

export interface CheckFinding extends Finding {
  readonly check: string;
}

/** A check that failed without being required must not go unseen on a green run. */
export function warnOfAdvisory(log: Log, checks: readonly CheckResult[]): void {
  const failed = checks.filter(({ check, outcome }) => outcome === 'failed' && !check.required);
  if (failed.length === 0) return;
  const names = failed.map(({ check, why }) => `${check.name} failed, which is not required: ${why ?? ''}`);
  log.warning(names.join('\n'));
}

/**
 * The findings of all checks, the most telling first. Only a check that fails the gate may show errors: red marks on a
 * green run teach people to look past them.
 */
export function rankedFindings(
  checks: readonly CheckResult[],
  changedFiles: ReadonlySet<string>,
): readonly CheckFinding[] {
  const all = checks.flatMap(({ check, outcome, findings }) => {
    const fails = outcome === 'failed' && check.required;
    return findings.map((finding) => ({
      ...finding,
      level: finding.level === 'error' && !fails ? ('warning' as const) : finding.level,
      check: check.name,
    }));
  });
  return rankFindings(all, changedFiles);
}

export async function annotate(log: Log, ranked: readonly CheckFinding[]): Promise<void> {
  const shown = capFindings(ranked, SHOWN);
  if (shown.length === 0) return;
  const count = shown.length === ranked.length ? `${ranked.length}` : `${shown.length} of ${ranked.length}`;
  await log.group(`Annotations: ${count}`, () => {
    for (const finding of shown) log[finding.level](...annotation(finding));
    if (shown.length < ranked.length)
      log.info('GitHub shows ten of each level for a step; the summary and the report have the others.');
    return Promise.resolve();
  });
}

function annotation(finding: CheckFinding): Parameters<Log['error']> {
  const { check, rule, file, line, column } = finding;
  return [
    describeFinding(finding),
    {
      title: rule === undefined ? check : `${check}: ${rule}`,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
      // GitHub refuses a column without a line.
      ...(column === undefined || line === undefined ? {} : { startColumn: column }),
    },
  ];
}
