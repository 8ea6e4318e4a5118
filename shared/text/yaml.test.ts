import { describe, expect, it } from '@jest/globals';
import { parseYaml } from './yaml.ts';

describe('parseYaml', () => {
  it.each([
    ['JSON', '{"a": [1, true]}', { a: [1, true] }],
    ['YAML', 'a:\n  - 1\n  - true\n', { a: [1, true] }],
    ['YAML 1.2 booleans: "on" and "yes" are text', 'a: on\nb: yes', { a: 'on', b: 'yes' }],
    ['a block of text', 'run: |\n  one\n  two\n', { run: 'one\ntwo\n' }],
  ])('reads %s', async (_, text, expected) => {
    expect(await parseYaml(text)).toEqual(expected);
  });

  it('says where a text is wrong', async () => {
    await expect(parseYaml('a: [1, 2')).rejects.toThrow(SyntaxError);
    await expect(parseYaml('a: [1, 2')).rejects.toThrow(/\(1:\d+\)|\(2:\d+\)/);
  });

  it('never constructs code', async () => {
    await expect(parseYaml('a: !!js/function "() => 1"')).rejects.toThrow(SyntaxError);
  });
});
