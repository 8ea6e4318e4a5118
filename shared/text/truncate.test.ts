import { describe, expect, it } from '@jest/globals';
import { shortenMiddle, truncateUtf8 } from './truncate.ts';

describe('truncateUtf8', () => {
  it.each([
    { what: 'keeps what fits', text: 'abc', bytes: 3, expected: 'abc' },
    { what: 'cuts ASCII', text: 'abcd', bytes: 3, expected: 'abc' },
    { what: 'never cuts inside two bytes', text: 'aé', bytes: 2, expected: 'a' },
    { what: 'never cuts inside four bytes', text: 'a😀b', bytes: 4, expected: 'a' },
    { what: 'keeps a whole character at the edge', text: 'a😀b', bytes: 5, expected: 'a😀' },
    { what: 'can cut all', text: '😀', bytes: 3, expected: '' },
  ])('$what', ({ text, bytes, expected }) => {
    expect(truncateUtf8(text, bytes)).toBe(expected);
  });
});

describe('shortenMiddle', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefghij', 9, 'abc … hij'],
    ['one two three four five', 20, 'one two … five'],
    ['error: arn:aws:iam::1:role/execution', 20, 'error: … xecution'],
  ])('%s in %i: %s', (text, maxLength, expected) => {
    expect(shortenMiddle(text, maxLength)).toBe(expected);
  });

  it('leaves no half of a character', () => {
    expect(shortenMiddle('a😀😀😀b', 6).isWellFormed()).toBe(true);
  });
});
