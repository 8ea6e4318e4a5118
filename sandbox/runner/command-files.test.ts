import { describe, expect, it } from '@jest/globals';
import { parsePairs } from './command-files.ts';

describe('parsePairs', () => {
  it.each<[name: string, text: string, pairs: readonly (readonly [string, string])[]]>([
    ['nothing', '', []],
    ['one', 'a=1', [['a', '1']]],
    ['an equals sign in the value', 'a=b=c\n', [['a', 'b=c']]],
    [
      'empty lines between',
      '\na=1\n\nb=2\n',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a heredoc',
      'a<<EOF\none\ntwo\nEOF\nb=2\n',
      [
        ['a', 'one\ntwo'],
        ['b', '2'],
      ],
    ],
    ['an empty heredoc', 'a<<EOF\nEOF\n', [['a', '']]],
    ['a heredoc with an empty last line', 'a<<EOF\none\n\nEOF\n', [['a', 'one\n']]],
    ['an equals sign before the arrows', 'a=b<<c\n', [['a', 'b<<c']]],
    ['an equals sign in the delimiter', 'a<<E=F\nx\nE=F', [['a', 'x']]],
  ])('reads %s', (_, text, pairs) => {
    expect(parsePairs(text)).toEqual({ pairs });
  });

  it.each([
    ['a=1\nnonsense\nb=2', "Invalid format 'nonsense'"],
    ['a=1\nb<<EOF\nnever closed\n', "Invalid value. Matching delimiter not found 'EOF'"],
    ['a=1\n<<EOF\nx\nEOF\n', "Invalid format '<<EOF'. Name must not be empty and delimiter must not be empty"],
    ['a=1\nb<<\nx\n', "Invalid format 'b<<'. Name must not be empty and delimiter must not be empty"],
  ])('keeps what came before the error in %j', (text, error) => {
    expect(parsePairs(text)).toEqual({ pairs: [['a', '1']], error });
  });
});
