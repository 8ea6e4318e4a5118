import { describe, expect, it } from '@jest/globals';
import { matchesWildcard } from './wildcard.ts';

describe('matchesWildcard', () => {
  it.each([
    { pattern: '/img/*', matching: ['/img/', '/img/a', '/img/a/b.png'], other: ['/img', '/imgs/a', ''] },
    { pattern: '/v?/items', matching: ['/v1/items', '/v2/items'], other: ['/v/items', '/v10/items'] },
    {
      pattern: '*.example.com',
      matching: ['www.example.com', '.example.com'],
      other: ['example.com', 'a.example.org'],
    },
    { pattern: '*a*b', matching: ['ab', 'xaxbxb'], other: ['ba', 'abx'] },
    { pattern: '', matching: [''], other: ['a'] },
    { pattern: '*', matching: ['', 'anything'], other: [] },
    { pattern: 'a+(b)', matching: ['a+(b)'], other: ['aab'] },
  ])('$pattern', ({ pattern, matching, other }) => {
    expect([...matching, ...other].filter((text) => matchesWildcard(pattern, text))).toEqual(matching);
  });

  it('is quick where a regular expression would not be', () => {
    const started = performance.now();
    expect(matchesWildcard('*a*a*a*a*ab', 'a'.repeat(64 * 1024))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
