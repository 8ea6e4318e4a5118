import { parseChecks, type Check } from './checks.ts';
import type { Execution } from './execute.ts';
import type { Output } from './output.ts';
import type { CheckResult } from './result.ts';

/** Builders for tests. */

export function check(name: string, over: Readonly<Record<string, unknown>> = {}): Check {
  const { checks, problems } = parseChecks([{ name, run: name, ...over }]);
  const [made] = checks;
  if (made === undefined || problems.length > 0) throw new Error(problems.join(' '));
  return made;
}

export function output(...lines: readonly string[]): Output {
  return { head: lines, omitted: 0, tail: [] };
}

export function execution(over: Partial<Execution> = {}): Execution {
  return { ending: 'exited', exitCode: 0, cause: undefined, output: output(), findings: [], ...over };
}

export function result(name: string, over: Partial<CheckResult> = {}): CheckResult {
  return {
    check: check(name),
    outcome: 'passed',
    why: undefined,
    durationMs: 1_000,
    fileCount: undefined,
    output: output(),
    findings: [],
    ...over,
  };
}
