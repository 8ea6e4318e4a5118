import { describe, expect, it } from '@jest/globals';
import { parseJsonPath, parsePathPrefix, readJsonPath } from './json-path.ts';

describe('parseJsonPath', () => {
  it.each([
    ['$', []],
    ['$.a', ['a']],
    ['$.a.b[0].c', ['a', 'b', 0, 'c']],
    ['$[2]', [2]],
    ['$["a b"][\'c.d\']', ['a b', 'c.d']],
    ['$.build-sha', ['build-sha']],
    ['$.größe', ['größe']],
  ])('reads %s', (text, path) => {
    expect(parseJsonPath(text)).toEqual(path);
  });

  it.each(['', 'a', '.a', '$a', '$.', '$..a', '$.a.', '$[a]', '$[-1]', '$[*]', '$.a b', '$["a]', '$.1a'])(
    'refuses %j',
    (text) => {
      expect(parseJsonPath(text)).toBeUndefined();
    },
  );
});

it('leaves what follows a path', () => {
  expect(parsePathPrefix('$.a["x y"] == 1')).toEqual({ path: ['a', 'x y'], rest: ' == 1' });
});

describe('readJsonPath', () => {
  const json = { a: { b: [{ c: 1 }, null] }, text: 'abc', nothing: null };

  it.each([
    ['$', { found: true, value: json }],
    ['$.a.b[0].c', { found: true, value: 1 }],
    ['$.a.b[1]', { found: true, value: null }],
    ['$.nothing', { found: true, value: null }],
    ['$.nothing.more', { found: false }],
    ['$.a.b[2]', { found: false }],
    ['$.a.b.length', { found: true, value: 2 }],
    ['$.a[0]', { found: false }],
    ['$.text[0]', { found: false }],
    ['$.constructor', { found: false }],
    ['$.__proto__', { found: false }],
  ])('finds %s or not', (path, found) => {
    expect(readJsonPath(json, parseJsonPath(path) ?? [])).toEqual(found);
  });
});
