import { formatDuration } from '#shared/text/duration';
import type { Check } from './checks.ts';
import type { Execution } from './execute.ts';
import type { Finding } from './finding.ts';
import type { Output } from './output.ts';
import type { Skip, Task } from './plan.ts';

/** Why checks were stopped before their end. */
export type Stop =
  | { readonly kind: 'check-failed'; readonly name: string }
  | { readonly kind: 'over-budget' }
  | { readonly kind: 'job-cancelled' };

export type Outcome = 'passed' | 'failed' | 'cancelled' | 'over-budget' | 'skipped';

export interface CheckResult {
  readonly check: Check;
  readonly outcome: Outcome;
  /** Why, unless it passed: `exit code 1`, `its time limit of 30.0s passed`, `no changed file matches *.sh`. */
  readonly why: string | undefined;
  /** Undefined when it was never started. */
  readonly durationMs: number | undefined;
  readonly fileCount: number | undefined;
  readonly output: Output;
  readonly findings: readonly Finding[];
}

const NOTHING: Output = { head: [], omitted: 0, tail: [] };

/** What an execution means for its check, given what has stopped the gate. */
export function judge(
  { check, files }: Task,
  seen: { readonly execution: Execution; readonly durationMs: number; readonly stop: Stop | undefined },
): CheckResult {
  const { execution, durationMs, stop } = seen;
  const { output, findings } = execution;
  const result = { check, durationMs, fileCount: files?.length, output, findings };
  if (execution.ending === 'exited' && execution.exitCode === 0)
    return { ...result, outcome: 'passed', why: undefined };
  if (execution.ending === 'cancelled' && stop !== undefined)
    return { ...result, outcome: outcomeOfStop(stop), why: `stopped: ${reasonOfStop(stop)}` };
  return { ...result, outcome: 'failed', why: reasonOfFailure(execution, check) };
}

/** 127 and 126 are the shell's own answers: the user's first question is whether the tool is there at all. */
const SHELL_ANSWERS: Readonly<Record<number, string>> = { 126: 'cannot be executed', 127: 'command not found' };

function reasonOfFailure({ ending, exitCode, cause }: Execution, { timeoutMs }: Check): string {
  if (ending === 'timed-out') return `its time limit of ${formatDuration(timeoutMs)} passed`;
  if (ending === 'not-started') return `could not be started (${cause ?? 'no reason given'})`;
  if (exitCode === undefined) return `ended by ${cause ?? 'a signal'}`;
  const meaning = SHELL_ANSWERS[exitCode];
  return `exit code ${exitCode}${meaning === undefined ? '' : ` (${meaning})`}`;
}

export function notStarted({ check, files }: Task, stop: Stop): CheckResult {
  const why = `not started: ${reasonOfStop(stop)}`;
  return { ...unstarted(check), fileCount: files?.length, outcome: outcomeOfStop(stop), why };
}

export function skipped({ check, why }: Skip): CheckResult {
  return { ...unstarted(check), outcome: 'skipped', why };
}

function unstarted(check: Check): Omit<CheckResult, 'outcome' | 'why'> {
  return { check, durationMs: undefined, fileCount: undefined, output: NOTHING, findings: [] };
}

function outcomeOfStop({ kind }: Stop): 'over-budget' | 'cancelled' {
  return kind === 'over-budget' ? 'over-budget' : 'cancelled';
}

function reasonOfStop(stop: Stop): string {
  switch (stop.kind) {
    case 'check-failed':
      return `${stop.name} failed`;
    case 'over-budget':
      return 'the budget was used up';
    case 'job-cancelled':
      return 'the job was cancelled';
  }
}
