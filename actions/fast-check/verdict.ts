import { formatDuration } from '#shared/text/duration';
import type { GateResult } from './gate.ts';
import type { BudgetMode } from './inputs.ts';
import type { CheckResult, Outcome } from './result.ts';

export interface Verdict {
  readonly result: 'passed' | 'failed' | 'over-budget' | 'cancelled';
  readonly failsStep: boolean;
  /** The whole result in one sentence. */
  readonly sentence: string;
}

export interface Budget {
  readonly ms: number;
  readonly mode: BudgetMode;
  /** Wall clock of the gate, from its start to the end of the last check. */
  readonly usedMs: number;
}

/** A failure says more than the time it took, so it goes before the budget; a cancelled job proves nothing. */
export function judgeGate(gate: GateResult, budget: Budget): Verdict {
  const failed = ofOutcome(gate.checks, 'failed').filter(({ check }) => check.required);
  const rest = describeRest(gate.checks);
  if (gate.stop?.kind === 'job-cancelled')
    return { result: 'cancelled', failsStep: true, sentence: `The job was cancelled${rest}.` };
  if (failed.length > 0)
    return { result: 'failed', failsStep: true, sentence: `${failed.map(describeFailure).join('; ')}${rest}.` };
  const time = `${formatDuration(budget.usedMs)} of ${formatDuration(budget.ms)}`;
  if (gate.overBudget && budget.mode === 'fail')
    return { result: 'over-budget', failsStep: true, sentence: `The budget was used up, ${time}${rest}.` };
  const passed = `${describePassed(gate.checks)}${rest}`;
  if (gate.overBudget)
    return { result: 'over-budget', failsStep: false, sentence: `${passed}, but over budget: ${time}.` };
  return { result: 'passed', failsStep: false, sentence: `${passed} (${time} of budget).` };
}

export function ofOutcome(checks: readonly CheckResult[], ...outcomes: readonly Outcome[]): readonly CheckResult[] {
  return checks.filter(({ outcome }) => outcomes.includes(outcome));
}

/** The check that took longest, of those that ran. */
export function slowestCheck(checks: readonly CheckResult[]): CheckResult | undefined {
  return checks
    .filter(({ durationMs }) => durationMs !== undefined)
    .sort((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0))[0];
}

function describeFailure({ check, why, durationMs }: CheckResult): string {
  const after = durationMs === undefined ? '' : ` after ${formatDuration(durationMs)}`;
  return `${check.name} failed${after} (${why ?? 'no reason given'})`;
}

function describePassed(checks: readonly CheckResult[]): string {
  const passed = ofOutcome(checks, 'passed').length;
  const ran = passed + ofOutcome(checks, 'failed').length;
  if (ran === 0) return 'Nothing had to be checked';
  if (passed < ran) return `${passed} of ${ran} checks passed`;
  return passed === 1 ? 'The check passed' : `All ${passed} checks passed`;
}

function describeRest(checks: readonly CheckResult[]): string {
  const advisory = ofOutcome(checks, 'failed').filter(({ check }) => !check.required);
  const parts = [
    [ofOutcome(checks, 'cancelled', 'over-budget'), 'not finished'],
    [advisory, 'failed but not required'],
    [ofOutcome(checks, 'skipped'), 'skipped'],
  ] as const;
  return parts
    .filter(([some]) => some.length > 0)
    .map(([some, what]) => `; ${what}: ${some.map(({ check }) => check.name).join(', ')}`)
    .join('');
}
