import { describe, expect, it } from '@jest/globals';
import { Masks } from './masks.ts';

function masksOf(...secrets: readonly string[]): Masks {
  const masks = new Masks();
  for (const secret of secrets) masks.add(secret);
  return masks;
}

describe('Masks', () => {
  const secret = 'p"a&ss word';

  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in a URI', encodeURIComponent(secret)],
    ['in XML', 'p&quot;a&amp;ss word'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 after one byte', Buffer.from(secret.slice(1)).toString('base64')],
    ['in base64 after two bytes', Buffer.from(secret.slice(2)).toString('base64')],
  ])('hides a secret %s', (_, form) => {
    expect(masksOf(secret).hide(`<${form}>`)).toBe('<***>');
  });

  it('hides every line of a secret of several lines', () => {
    expect(masksOf('first\nsecond').hide('first, then second')).toBe('***, then ***');
  });

  it('makes one of secrets that overlap or touch', () => {
    expect(masksOf('abcd', 'cdef').hide('xabcdefx abcdcdef')).toBe('x***x ***');
  });

  it('does not take the empty string for a secret', () => {
    const masks = masksOf('', '  \n');
    expect(masks.hide('a b')).toBe('a b');
    expect(masks.values).toEqual([]);
  });
});
