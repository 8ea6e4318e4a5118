import { expect, it } from '@jest/globals';
import { parseQuotedPairs } from './quoted-pairs.ts';

it.each<[string, string, Record<string, string>]>([
  ['lines', 'A=1\n\n  B = 2=3 ', { A: '1', B: ' 2=3' }],
  ['an empty value', 'A=', { A: '' }],
  ['several lines in quotes', '"KEY=first\n\n  second"\nB=2', { KEY: 'first\n\n  second', B: '2' }],
  ['doubled quotes', '"JSON={""a"":\n""b""}"', { JSON: '{"a":\n"b"}' }],
  ['quotes within an unquoted line', 'A="x"', { A: '"x"' }],
  ['Windows line ends', 'A=1\r\nB=2', { A: '1', B: '2' }],
  ['nothing', '', {}],
])('reads %s', (_, text, expected) => {
  expect(parseQuotedPairs(text)).toEqual({ pairs: new Map(Object.entries(expected)), problems: [] });
});

it('names lines, never their text, which may be a secret', () => {
  const { problems } = parseQuotedPairs('hunter2\nA=1\n=x\nA=2\n"B=never\nclosed');
  expect(problems).toEqual([
    { line: 1, problem: 'has no name before "="; write NAME=value' },
    { line: 3, problem: 'has no name before "="; write NAME=value' },
    { line: 4, problem: 'names A a second time' },
    { line: 5, problem: 'has a quote that is never closed' },
  ]);
});
