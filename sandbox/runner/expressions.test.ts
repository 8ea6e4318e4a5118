import { describe, expect, it } from '@jest/globals';
import { evaluate, holds, interpolate, type JobStatus } from './expressions.ts';

const contexts = {
  github: { sha: 'abc', token: 't', event: { Number: 7, draft: false } },
  job: { check_run_id: 42, status: 'success' },
  steps: { build: { outputs: { image: 'repo@sha256:1' } } },
};

describe('evaluate', () => {
  it.each([
    ['github.sha', 'abc'],
    ['GITHUB.SHA', 'abc'],
    ['github.event.number', 7],
    ['github.event.absent.deeper', null],
    ['steps.build.outputs.image', 'repo@sha256:1'],
    ["'it''s'", "it's"],
    ['true && github.sha', 'abc'],
    ["github.event.draft || 'else'", 'else'],
    ["github.sha == 'ABC'", true],
    ["github.sha != 'abc'", false],
    ["job.check_run_id == '42'", true],
    ['!(true && false)', true],
    ['null', null],
    ['-1.5', -1.5],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, { contexts })).toEqual(value);
  });

  it.each([
    ['env.HOME', "Unrecognized named-value: 'env'"],
    ["hashFiles('x')", "Unrecognized function: 'hashFiles'"],
    ['success()', "Unrecognized function: 'success'"],
    ['github.sha github.ref', 'Unexpected symbol'],
    ['a ? b : c', 'Unexpected symbol'],
    ['(true', "Expected ')'"],
    ['true &&', 'Unexpected end'],
  ])('refuses %s', (expression, message) => {
    expect(() => evaluate(expression, { contexts })).toThrow(message);
  });
});

describe('interpolate', () => {
  it.each([
    ['${{ github.sha }}', 'abc'],
    ['a ${{github.sha}} b ${{ job.check_run_id }}', 'a abc b 42'],
    ['${{ github.absent }}', ''],
    ["${{ '}}' }}", '}}'],
    ['$github.sha', '$github.sha'],
  ])('%s', (text, filled) => {
    expect(interpolate(text, { contexts })).toBe(filled);
  });
});

describe('holds', () => {
  it.each<[condition: string, status: JobStatus, expected: boolean]>([
    ['', 'success', true],
    ['', 'failure', false],
    ['always()', 'cancelled', true],
    ['failure()', 'failure', true],
    ['failure()', 'success', false],
    ['!cancelled()', 'failure', true],
    ['cancelled()', 'cancelled', true],
    ["${{ github.sha == 'abc' }}", 'success', true],
    ["github.sha == 'abc'", 'failure', false],
    ["failure() && github.sha == 'abc'", 'failure', true],
  ])('%s after %s is %s', (condition, status, expected) => {
    expect(holds(condition, { contexts, status })).toBe(expected);
  });
});
