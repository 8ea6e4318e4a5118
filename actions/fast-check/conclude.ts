import { join } from 'node:path';
import type { ActionContext } from '#shared/action/context';
import { writeReport } from '#shared/action/report';
import type { Redactor } from '#shared/text/redact';
import { annotate, rankedFindings, warnOfAdvisory } from './annotations.ts';
import type { Configuration } from './configuration.ts';
import type { GateResult } from './gate.ts';
import { lastLines } from './output.ts';
import type { Preparation } from './prepare.ts';
import type { CheckResult } from './result.ts';
import { describeSelection, type Selection } from './selection.ts';
import { summaryBlocks } from './summary.ts';
import { judgeGate, ofOutcome, slowestCheck, type Budget, type Verdict } from './verdict.ts';

const REPORT_LINES = 500;

/** Says what came out, everywhere where somebody looks: annotations, outputs, summary and report. */
export async function conclude(
  context: ActionContext,
  seen: Preparation & {
    readonly configuration: Configuration;
    readonly gate: GateResult;
    readonly usedMs: number;
    /** The working directory as seen from the workspace. */
    readonly folder: string;
  },
): Promise<Verdict> {
  const { configuration, gate, selection, usedMs, folder } = seen;
  const budget: Budget = { ms: configuration.budgetMs, mode: configuration.budgetMode, usedMs };
  const verdict = judgeGate(gate, budget);
  const changed = selection.kind === 'changed' ? selection.files : [];
  const findings = rankedFindings(gate.checks, new Set(changed.map((file) => join(folder, file))));
  await annotate(context.log, findings);
  warnOfAdvisory(context.log, gate.checks);
  const scope = describeSelection(selection);
  for (const block of summaryBlocks({ verdict, checks: gate.checks, budget, scope, findings }))
    context.summary.add(block);
  setOutputs(context, { verdict, gate, usedMs, selection });
  await writeReport(context, {
    result: verdict.result,
    sentence: verdict.sentence,
    budget,
    scope: selection,
    checks: gate.checks.map((check) => checkReport(check, context.redactor)),
    findings,
  });
  return verdict;
}

function setOutputs(
  { setOutput }: ActionContext,
  facts: {
    readonly verdict: Verdict;
    readonly gate: GateResult;
    readonly usedMs: number;
    readonly selection: Selection;
  },
): void {
  const { verdict, gate, usedMs, selection } = facts;
  const names = (checks: readonly CheckResult[]): string => JSON.stringify(checks.map(({ check }) => check.name));
  const count = selection.kind === 'all' ? selection.changedCount : selection.files.length;
  setOutput('result', verdict.result);
  setOutput('reason', verdict.sentence);
  setOutput('failed-checks', names(ofOutcome(gate.checks, 'failed').filter(({ check }) => check.required)));
  setOutput('skipped-checks', names(ofOutcome(gate.checks, 'skipped')));
  setOutput('cancelled-checks', names(ofOutcome(gate.checks, 'cancelled', 'over-budget')));
  setOutput('duration-ms', String(Math.round(usedMs)));
  setOutput('slowest-check', slowestCheck(gate.checks)?.check.name ?? '');
  setOutput('changed-files-count', count === undefined ? '' : String(count));
}

function checkReport({ check, output, findings, ...facts }: CheckResult, redactor: Redactor): object {
  const { name, run, glob, timeoutMs, required, format } = check;
  const lines = lastLines(output, REPORT_LINES);
  return {
    name,
    run,
    glob: glob?.patterns,
    timeoutMs,
    required,
    format,
    ...facts,
    findingCount: findings.length,
    // As one text: a private key can be told by its lines together only.
    output: lines.length === 0 ? [] : redactor.redact(lines.join('\n')).split('\n'),
  };
}
