import { describe, expect, it } from '@jest/globals';
import { splitShellWords } from './shell-words.ts';

describe('splitShellWords', () => {
  it.each([
    ['node main.js', ['node', 'main.js']],
    ['  a \t b\nc ', ['a', 'b', 'c']],
    [`sh -c "exec node 'main.js' --x=1"`, ['sh', '-c', "exec node 'main.js' --x=1"]],
    [`echo 'a "b" \\n c'`, ['echo', 'a "b" \\n c']],
    ['a\\ b "c\\"d" "e\\n"', ['a b', 'c"d', 'e\\n']],
    [`'' ""`, ['', '']],
    [`a'b'"c"d`, ['abcd']],
    ['echo $HOME *', ['echo', '$HOME', '*']],
  ])('%j', (text, words) => {
    expect(splitShellWords(text)).toEqual(words);
  });

  it.each([`'a`, `"a`, 'a\\', `"a\\"`])('does not guess where %j ends', (text) => {
    expect(splitShellWords(text)).toBeUndefined();
  });
});
