import { describe, expect, it } from '@jest/globals';
import { parseRawDiff, parseStagedFiles } from './files.ts';

const entry = (oldMode: string, newMode: string, path: string): string =>
  `:${oldMode} ${newMode} ${'a'.repeat(40)} ${'b'.repeat(40)} M\0${path}\0`;

describe('parseRawDiff', () => {
  it('keeps regular files that exist, and every path that differs', () => {
    const output = [
      entry('000000', '100644', 'added.ts'),
      entry('100644', '100755', 'with space\nand line.sh'),
      entry('100644', '000000', 'deleted.ts'),
      entry('120000', '120000', 'link'),
      entry('160000', '160000', 'submodule'),
    ].join('');
    expect(parseRawDiff(output)).toEqual({
      files: ['added.ts', 'with space\nand line.sh'],
      paths: ['added.ts', 'with space\nand line.sh', 'deleted.ts', 'link', 'submodule'],
    });
  });

  it('reads an empty answer', () => {
    expect(parseRawDiff('')).toEqual({ files: [], paths: [] });
  });
});

describe('parseStagedFiles', () => {
  it('keeps regular files, once each', () => {
    const staged = (mode: string, stage: number, path: string): string =>
      `${mode} ${'a'.repeat(40)} ${stage}\t${path}\0`;
    const output = [
      staged('100644', 0, 'a b.ts'),
      staged('120000', 0, 'link'),
      staged('160000', 0, 'sub'),
      staged('100755', 2, 'x'),
      staged('100755', 3, 'x'),
    ].join('');
    expect(parseStagedFiles(output)).toEqual(['a b.ts', 'x']);
  });
});
