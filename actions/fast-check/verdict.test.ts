import { describe, expect, it } from '@jest/globals';
import type { GateResult } from './gate.ts';
import type { BudgetMode } from './inputs.ts';
import type { CheckResult } from './result.ts';
import { check, result } from './testing.ts';
import { judgeGate, slowestCheck } from './verdict.ts';

const failed = result('lint', { outcome: 'failed', why: 'exit code 1', durationMs: 4_200 });
const stopped = result('types', { outcome: 'cancelled', why: 'stopped: lint failed' });
const late = result('tests', { outcome: 'over-budget', why: 'stopped' });
const skipped = result('docs', { outcome: 'skipped', durationMs: undefined });
const advisory = result('audit', { check: check('audit', { required: false }), outcome: 'failed', why: 'exit code 3' });

function judge(
  checks: readonly CheckResult[],
  over: Partial<GateResult> & { mode?: BudgetMode; usedMs?: number } = {},
) {
  const { mode = 'fail', usedMs = 12_300, ...gate } = over;
  return judgeGate({ checks, stop: undefined, overBudget: false, ...gate }, { ms: 90_000, mode, usedMs });
}

describe('judgeGate', () => {
  it.each<[readonly CheckResult[], string]>([
    [[result('a'), result('b')], 'All 2 checks passed (12.3s of 1m 30s of budget).'],
    [[result('a')], 'The check passed (12.3s of 1m 30s of budget).'],
    [[result('a'), skipped], 'The check passed; skipped: docs (12.3s of 1m 30s of budget).'],
    [[skipped], 'Nothing had to be checked; skipped: docs (12.3s of 1m 30s of budget).'],
    [[result('a'), advisory], '1 of 2 checks passed; failed but not required: audit (12.3s of 1m 30s of budget).'],
  ])('passes', (checks, sentence) => {
    expect(judge(checks)).toEqual({ result: 'passed', failsStep: false, sentence });
  });

  it.each<[string, ReturnType<typeof judge>, object]>([
    [
      'a failure',
      judge([failed, stopped], { stop: { kind: 'check-failed', name: 'lint' } }),
      { result: 'failed', failsStep: true, sentence: 'lint failed after 4.2s (exit code 1); not finished: types.' },
    ],
    [
      'a failure, also when the budget stopped others',
      judge([failed, late], { stop: { kind: 'over-budget' }, overBudget: true }),
      { result: 'failed', failsStep: true },
    ],
    [
      'a used-up budget',
      judge([result('a'), late], { stop: { kind: 'over-budget' }, overBudget: true, usedMs: 90_100 }),
      {
        result: 'over-budget',
        failsStep: true,
        sentence: 'The budget was used up, 1m 30s of 1m 30s; not finished: tests.',
      },
    ],
    [
      'a used-up budget that warns',
      judge([result('a')], { overBudget: true, mode: 'warn', usedMs: 100_000 }),
      { result: 'over-budget', failsStep: false, sentence: 'The check passed, but over budget: 1m 40s of 1m 30s.' },
    ],
    [
      'a cancelled job, whatever else',
      judge([failed, stopped], { stop: { kind: 'job-cancelled' } }),
      { result: 'cancelled', failsStep: true, sentence: 'The job was cancelled; not finished: types.' },
    ],
  ])('tells %s', (_, verdict, expected) => {
    expect(verdict).toMatchObject(expected);
  });
});

describe('slowestCheck', () => {
  it('is the one that ran longest', () => {
    expect(slowestCheck([skipped, result('a'), failed, result('b')])).toBe(failed);
    expect(slowestCheck([skipped])).toBeUndefined();
  });
});
