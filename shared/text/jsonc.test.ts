import { describe, expect, it } from '@jest/globals';
import { parseJsonc } from './jsonc.ts';

describe('parseJsonc', () => {
  it.each([
    '{}',
    '[]',
    ' [1, -0.5e+3, 0, true, false, null, "", "a\\n\\u00e9\\"/\\/"] ',
    '{"a":{"b":[{"c":""}]},"__proto__":{"x":1}}',
    '"é 😀"',
  ])('reads the JSON %s as JSON.parse does', (text) => {
    expect(parseJsonc(text)).toStrictEqual(JSON.parse(text));
  });

  it('reads comments and commas after the last item', () => {
    const text = `// first
{ /* a */ "a" /**/ : [1, 2,], // "no": "member"
  "url": "https://x/*y*/", // {
  "b": {"c": "//",},
} /* end
*/ // x`;
    expect(parseJsonc(text)).toEqual({ a: [1, 2], url: 'https://x/*y*/', b: { c: '//' } });
  });

  it('gives a member named __proto__ no power', () => {
    const value = parseJsonc('{"__proto__":{"polluted":true}}') as object; // it is one
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in value).toBe(false);
  });

  it.each([
    ['', 'line 1, column 1: expected a value'],
    ['{"a":1,\n "a":2}', 'line 2, column 5: "a" is named twice'],
    ['{"a" 1}', 'line 1, column 6: expected : after "a"'],
    ['{a:1}', 'line 1, column 2: expected a name in double quotes'],
    ['{,}', 'expected a name in double quotes'],
    ['[1,,2]', 'line 1, column 4: expected a value'],
    ['[1 2]', 'expected , or ]'],
    ['{"a":1 "b":2}', 'expected , or }'],
    ['{"a":', 'line 1, column 6: expected a value'],
    ["{'a':1}", 'expected a name in double quotes'],
    ['["a\nb"]', 'expected a value'],
    ['[01]', 'expected a value'],
    ['[1.]', 'expected a value'],
    ['[NaN]', 'expected a value'],
    ['[truely]', 'expected a value'],
    ['{} {}', 'line 1, column 4: expected the end'],
    ['{} /* x', 'line 1, column 4: the comment that begins here is not closed'],
    ['['.repeat(200), 'nested more than 100 deep'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseJsonc(text)).toThrow(SyntaxError);
    expect(() => parseJsonc(text)).toThrow(problem);
  });
});
