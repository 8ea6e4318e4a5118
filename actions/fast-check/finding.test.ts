import { describe, expect, it } from '@jest/globals';
import { capFindings, describeFinding, rankFindings, type Finding } from './finding.ts';

const error = (file: string, line: number, message = 'm'): Finding => ({ level: 'error', file, line, message });
const warning = (file: string, line: number): Finding => ({ level: 'warning', file, line, message: 'm' });

describe('rankFindings', () => {
  it('puts errors first, then files of the change, then one of each file before a second', () => {
    const findings = [warning('a', 5), error('old', 1), error('a', 1), error('a', 2), error('b', 1)];
    expect(rankFindings(findings, new Set(['a', 'b']))).toEqual([
      error('a', 1),
      error('b', 1),
      error('a', 2),
      error('old', 1),
      warning('a', 5),
    ]);
  });

  it('says once, in its graver form, what two tools say of the same place', () => {
    expect(rankFindings([warning('a', 1), error('a', 1), error('a', 1), error('a', 1, 'other')], new Set())).toEqual([
      error('a', 1),
      error('a', 1, 'other'),
    ]);
  });
});

describe('capFindings', () => {
  it('keeps the first of each level', () => {
    const findings = [error('a', 1), error('a', 2), warning('a', 1), warning('a', 2)];
    expect(capFindings(findings, { error: 1, warning: 2, notice: 0 })).toEqual([
      error('a', 1),
      warning('a', 1),
      warning('a', 2),
    ]);
  });
});

describe('describeFinding', () => {
  it.each<[Finding, string]>([
    [{ ...error('a.ts', 3), column: 7, rule: 'no-x' }, 'a.ts:3:7 error m (no-x)'],
    [error('a.ts', 3), 'a.ts:3 error m'],
    [{ level: 'notice', message: 'm' }, 'notice m'],
  ])('of %j', (finding, text) => {
    expect(describeFinding(finding)).toBe(text);
  });
});
