import { expect, it } from '@jest/globals';
import { error, note } from './finding.ts';
import { errorsMarkdown, findingLines, notesMarkdown, obstacleOf } from './render.ts';

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

it('shows errors, with what others wrote escaped, and folds notes away', () => {
  expect(errorsMarkdown(findings)).toBe(
    '**Preflight found 2 problems, and nothing was changed:**\n\n- Role \\<b\\> is missing. Create it.\n- No log group. Create it, too.',
  );
  expect(notesMarkdown(findings)).toBe('<details><summary>Notes of preflight (1)</summary>\n\n- Slow.\n\n</details>');
});

it('shows nothing where nothing was found', () => {
  expect([errorsMarkdown([note('Slow.')]), notesMarkdown(findings.slice(0, 2))]).toEqual([undefined, undefined]);
});

it('names everything that is in the way in one sentence', () => {
  expect(obstacleOf(findings)).toBe(
    'Preflight found 2 problems, and nothing was changed: (1) Role <b> is missing. (2) No log group.',
  );
  expect(obstacleOf(findings.slice(1))).toBe('Preflight found a problem, and nothing was changed: No log group.');
  expect(obstacleOf([note('Slow.')])).toBeUndefined();
});
