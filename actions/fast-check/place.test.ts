import { describe, expect, it } from '@jest/globals';
import { createLocator, placeFindings } from './place.ts';

const locate = createLocator({
  workspace: '/w',
  directory: '/w/app',
  isFile: (path) => ['/w/app/a.ts', '/w/lib/b.ts', '/etc/passwd'].includes(path),
});

describe('createLocator', () => {
  it.each([
    ['a.ts', 'app/a.ts'],
    ['./a.ts', 'app/a.ts'],
    ['/w/app/a.ts', 'app/a.ts'],
    ['../lib/b.ts', 'lib/b.ts'],
    ['missing.ts', undefined],
    ['/etc/passwd', undefined],
    ['../../etc/passwd', undefined],
  ])('of %s is %s', (path, expected) => {
    expect(locate(path)).toBe(expected);
  });

  it.each([
    ['too long for a file name', 'x'.repeat(300)],
    ['no path at all', 'a\0b'],
  ])('finds no file where the text is %s', (_, path) => {
    expect(createLocator({ workspace: process.cwd(), directory: process.cwd() })(path)).toBeUndefined();
  });
});

describe('placeFindings', () => {
  const missing = { level: 'error', message: 'm', rule: 'r', file: 'missing.ts', line: 3 } as const;

  it('gives files as seen from the workspace', () => {
    expect(placeFindings([{ level: 'error', message: 'm', file: 'a.ts', line: 3 }], 'auto', locate)).toEqual([
      { level: 'error', message: 'm', file: 'app/a.ts', line: 3 },
    ]);
  });

  it('drops a guess about a file that does not exist', () => {
    expect(placeFindings([missing], 'auto', locate)).toEqual([]);
  });

  it('keeps the message where the user named the form', () => {
    expect(placeFindings([missing], 'unix', locate)).toEqual([{ level: 'error', message: 'missing.ts: m', rule: 'r' }]);
  });
});
