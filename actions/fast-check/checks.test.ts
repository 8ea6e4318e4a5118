import { describe, expect, it } from '@jest/globals';
import { parseChecks } from './checks.ts';
import { nearest } from './nearest.ts';

describe('parseChecks', () => {
  it('fills in what is left out', () => {
    const { checks, problems } = parseChecks([{ name: ' tsc ', run: 'tsc --noEmit\n' }]);
    expect(problems).toEqual([]);
    expect(checks).toEqual([
      { name: 'tsc', run: 'tsc --noEmit', glob: undefined, timeoutMs: 600_000, required: true, format: 'auto' },
    ]);
  });

  it('reads every key, globs as one text or a list', () => {
    const item = { name: 'a', run: 'x', timeout: 30, required: false, format: 'unix' };
    const { checks, problems } = parseChecks([
      { ...item, glob: '**/*.{ts,tsx}, !a.ts' },
      { ...item, name: 'b', glob: ['*.a', '*.b'], timeout: '2m' },
    ]);
    expect(problems).toEqual([]);
    expect(checks.map(({ glob }) => glob?.patterns)).toEqual([
      ['**/*.{ts,tsx}', '!a.ts'],
      ['*.a', '*.b'],
    ]);
    expect(checks.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 120_000]);
    expect(checks[0]).toMatchObject({ required: false, format: 'unix' });
  });

  it('accepts a mapping whose only key is checks', () => {
    expect(parseChecks({ checks: [{ name: 'a', run: 'x' }] }).checks).toHaveLength(1);
  });

  it.each([
    ['text', 'npm test', 'expected a list of checks, got "npm test".'],
    ['nothing', null, 'expected a list of checks, got nothing.'],
    ['a mapping', { name: 'a', run: 'x' }, 'expected a list of checks, got a mapping.'],
    ['an empty list', [], 'the list is empty; name at least one check.'],
    ['an item of text', ['npm test'], 'check 1: expected name and run, got "npm test".'],
    ['no name', [{ run: 'x' }], 'check 1: "name" is missing.'],
    ['no run', [{ name: 'a' }], 'check 1 (a): "run" is missing.'],
    ['an empty run', [{ name: 'a', run: ' ' }], 'check 1 (a): "run" must be a text, got " ".'],
    ['a name of two lines', [{ name: 'a\nb', run: 'x' }], 'check 1 (a\nb): "name" must be one line.'],
    [
      'a mistyped key',
      [{ name: 'a', run: 'x', golb: '*' }],
      'check 1 (a): "golb" is no key of a check; did you mean "glob"?',
    ],
    [
      'an unknown key',
      [{ name: 'a', run: 'x', shell: 'zsh' }],
      'check 1 (a): "shell" is no key of a check; the keys are name, run, glob, timeout, required, format.',
    ],
    [
      'a glob that is a number',
      [{ name: 'a', run: 'x', glob: 3 }],
      'check 1 (a): "glob" must be a text or a list of texts, got 3.',
    ],
    [
      'an empty glob',
      [{ name: 'a', run: 'x', glob: '' }],
      'check 1 (a): "glob" is empty; leave it out to mean every file.',
    ],
    ['a broken glob', [{ name: 'a', run: 'x', glob: '{a' }], 'check 1 (a): "{a" is no glob.'],
    [
      'a bad timeout',
      [{ name: 'a', run: 'x', timeout: 'soon' }],
      'check 1 (a): "timeout" must be a duration such as 30s or 2m, at most 6h, got "soon".',
    ],
    [
      'a zero timeout',
      [{ name: 'a', run: 'x', timeout: 0 }],
      'check 1 (a): "timeout" must be a duration such as 30s or 2m, at most 6h, got 0.',
    ],
    [
      'required as text',
      [{ name: 'a', run: 'x', required: 'no' }],
      'check 1 (a): "required" must be true or false, got "no".',
    ],
    [
      'a mistyped format',
      [{ name: 'a', run: 'x', format: 'eslint-jsn' }],
      'check 1 (a): "format" must be one of auto, unix, tsc, eslint-stylish, eslint-json, prettier, github, none, got "eslint-jsn"; did you mean "eslint-json"?',
    ],
    [
      'a name twice',
      [
        { name: 'a', run: 'x' },
        { name: 'a', run: 'y' },
      ],
      'the name "a" is given twice.',
    ],
  ])('refuses %s', (_, value, problem) => {
    expect(parseChecks(value).problems).toEqual([problem]);
  });

  it('finds every problem of every item', () => {
    expect(parseChecks([{ name: 'a', run: 'x', required: 1, format: 'x' }, 7]).problems).toHaveLength(3);
  });
});

describe('nearest', () => {
  it.each([
    ['nmae', 'name'],
    ['Runs', 'run'],
    ['shell', undefined],
    ['', undefined],
  ])('of %j is %j', (word, expected) => {
    expect(nearest(word, ['name', 'run', 'glob'])).toBe(expected);
  });
});
