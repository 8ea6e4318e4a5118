import { describe, expect, it } from '@jest/globals';
import { matches, parseRegularExpression, search } from './regular-expression.ts';

describe('an expression', () => {
  it.each([
    ['ok', /ok/],
    ['/ok/', /ok/],
    ['/^a.b$/ims', /^a.b$/ims],
    ['/a/b', /\/a\/b/],
  ])('is read from %j', (text, expression) => {
    expect(parseRegularExpression(text)).toEqual(expression);
  });

  it.each(['(', '/(/', '[z-a]'])('is none in %j', (text) => {
    expect(parseRegularExpression(text)).toBeUndefined();
  });
});

describe('a search', () => {
  it('finds what the expression finds', () => {
    expect(search(/v(?<digit>\d)/, 'a v1 b')).toMatchObject({ 0: 'v1', 1: '1', index: 2 });
    expect(search(/x/, 'abc')).toBeNull();
    expect([matches(/b/, 'abc'), matches(/x/, 'abc')]).toEqual([true, false]);
  });

  it('of an expression that backtracks without end is stopped', () => {
    const started = performance.now();
    const text = `${'a'.repeat(50)}!`;
    expect(search(/^(?:a+)+$/, text)).toBe('too-slow');
    expect(matches(/^(?:a+)+$/, text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(matches(/^a+!$/, text)).toBe(true);
  });
});
