import { expect, it } from '@jest/globals';
import { error, note } from './finding.ts';
import { findingLines, findingsMarkdown, obstacleOf } from './render.ts';

const findings = [
  error('Role <b> is missing.', 'Create it.'),
  error('No log group.', 'Create it, too.'),
  note('Slow.'),
];

it('tells problem and fix in a line each', () => {
  expect(findingLines(findings)).toEqual([
    'error: Role <b> is missing. Create it.',
    'error: No log group. Create it, too.',
    'note: Slow.',
  ]);
});

it('escapes what others wrote', () => {
  expect(findingsMarkdown(findings)).toContain('- :x: Role \\<b\\> is missing. Create it.\n');
  expect(findingsMarkdown([])).toBe('');
});

it('names everything that is in the way in one sentence', () => {
  expect(obstacleOf(findings)).toBe(
    'Preflight found 2 problems, and nothing was changed: (1) Role <b> is missing. (2) No log group.',
  );
  expect(obstacleOf(findings.slice(1))).toBe('Preflight found a problem, and nothing was changed: No log group.');
  expect(obstacleOf([note('Slow.')])).toBeUndefined();
});
