import { describe, expect, it } from '@jest/globals';
import { compileGlobs, splitGlobs } from './glob.ts';

describe('compileGlobs', () => {
  it.each([
    ['*.ts', 'a.ts', 'src/a.ts'],
    ['**/*.ts', 'a.ts', 'a.tsx'],
    ['**/*.ts', 'src/deep/a.ts', 'src/a.js'],
    ['**/*.{ts,tsx}', 'src/a.tsx', 'src/a.css'],
    ['**.js', 'src/a.js', 'src/a.ts'],
    ['src/**', 'src/a/b', 'src'],
    ['src/', 'src/a', 'lib/src/a'],
    ['./src/*.ts', 'src/a.ts', 'a.ts'],
    ['src/**/test/*.ts', 'src/test/a.ts', 'src/test/x/a.ts'],
    ['src/**/test/*.ts', 'src/x/y/test/a.ts', 'src/xtest/a.ts'],
    ['**/*.yml', '.github/workflows/ci.yml', 'ci.yaml'],
    ['.eslintrc*', '.eslintrc.json', 'x.eslintrc'],
    ['file-?.txt', 'file-1.txt', 'file-12.txt'],
    ['[a-c].ts', 'b.ts', 'd.ts'],
    ['[!a-c].ts', 'd.ts', 'b.ts'],
    ['a[!b]c', 'axc', 'a/c'],
    ['\\[id\\].ts', '[id].ts', 'i.ts'],
    ['a+(b)$.ts', 'a+(b)$.ts', 'aab.ts'],
    ['{a,b/{c,d}}.ts', 'b/d.ts', 'b.ts'],
    ['ü?.ts', 'ü€.ts', 'ü.ts'],
    ['a b/*', 'a b/c\nd', 'a/b'],
  ])('%s matches %j and not %j', (pattern, right, wrong) => {
    const matches = compileGlobs([pattern]);
    expect([matches(right), matches(wrong)]).toEqual([true, false]);
  });

  it('lets the last pattern that matches decide', () => {
    const matches = compileGlobs(['**/*.ts', '!**/*.d.ts', 'keep/*.d.ts']);
    expect(['a.ts', 'a.d.ts', 'keep/a.d.ts', 'a.js'].map(matches)).toEqual([true, false, true, false]);
  });

  it('begins with everything when the first pattern takes out', () => {
    const matches = compileGlobs(['!docs/**']);
    expect(['docs/a.md', 'a.md'].map(matches)).toEqual([false, true]);
  });

  it.each(['{a,b', '!', './', '[z-a]'])('refuses %s and names it', (pattern) => {
    expect(() => compileGlobs([pattern])).toThrow(/is no glob/);
  });
});

describe('splitGlobs', () => {
  it.each([
    ['a, b\n\n c ', ['a', 'b', 'c']],
    ['**/*.{ts,tsx}, *.[a,b]', ['**/*.{ts,tsx}', '*.[a,b]']],
    ['a\\,b', ['a\\,b']],
    ['{a,b', ['{a', 'b']],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(splitGlobs(text)).toEqual(expected);
  });
});
