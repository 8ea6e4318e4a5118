import { describe, expect, it } from '@jest/globals';
import { compileGlobs } from './glob.ts';
import type { Scope } from './inputs.ts';
import { describeSelection, select, type Comparison } from './selection.ts';

const isGlobal = compileGlobs(['package.json', '.github/**']);

function compared(files: readonly string[], options: { prefix?: string; gone?: readonly string[] } = {}): Comparison {
  const { prefix = '', gone = [] } = options;
  return { prefix, result: { kind: 'compared', changes: { files, paths: [...files, ...gone] }, since: '1a2b3c4' } };
}

describe('select', () => {
  it.each<[string, Scope, Comparison | undefined, object]>([
    ['all, when asked', 'all', undefined, { kind: 'all', why: 'scope is all' }],
    ['what changed', 'auto', compared(['a', 'b']), { kind: 'changed', files: ['a', 'b'], why: '1a2b3c4' }],
    ['what changed', 'changed', compared(['package.json']), { kind: 'changed', files: ['package.json'] }],
    [
      'all, when a global file changed',
      'auto',
      compared(['a', 'package.json']),
      { kind: 'all', why: 'the global file package.json changed', changedCount: 2 },
    ],
    [
      'all, when a global file was deleted',
      'auto',
      compared(['a'], { gone: ['package.json'] }),
      { kind: 'all', changedCount: 1 },
    ],
    [
      'all, when nothing differs',
      'auto',
      compared([]),
      { kind: 'all', why: 'nothing differs from 1a2b3c4', changedCount: 0 },
    ],
    ['nothing, when nothing differs and only changes count', 'changed', compared([]), { kind: 'changed', files: [] }],
    [
      'deleted files too, for checks of the whole',
      'auto',
      compared(['a'], { gone: ['b'] }),
      { kind: 'changed', files: ['a'], paths: ['a', 'b'] },
    ],
    [
      'the working directory, as seen from it',
      'auto',
      compared(['app/x', 'lib/y'], { prefix: 'app/' }),
      { kind: 'changed', files: ['x'], paths: ['x'] },
    ],
    [
      'all, when a global file of the working directory changed',
      'auto',
      compared(['app/package.json'], { prefix: 'app/' }),
      { kind: 'all', why: 'the global file app/package.json changed' },
    ],
    [
      'all, when a global file outside it changed',
      'auto',
      compared(['.github/x'], { prefix: 'app/' }),
      { kind: 'all', changedCount: 0 },
    ],
    [
      'nothing, when all changes are elsewhere',
      'auto',
      compared(['lib/y'], { prefix: 'app/' }),
      { kind: 'changed', files: [], paths: [] },
    ],
  ])('gives %s (%s)', (...[, scope, comparison, expected]) => {
    expect(select({ scope, comparison, isGlobal })).toMatchObject(expected);
  });

  it.each<Scope>(['auto', 'changed'])('never gives nothing when nothing could be compared (%s)', (scope) => {
    const comparison: Comparison = { prefix: '', result: { kind: 'not-compared', why: 'the base is not there' } };
    expect(select({ scope, comparison, isGlobal })).toEqual({
      kind: 'all',
      why: 'the base is not there',
      changedCount: undefined,
    });
  });
});

describe('describeSelection', () => {
  it.each([
    [['a'], '1 changed file since 1a2b3c4'],
    [['a', 'b'], '2 changed files since 1a2b3c4'],
  ])('counts %j', (files, expected) => {
    expect(describeSelection(select({ scope: 'auto', comparison: compared(files), isGlobal }))).toBe(expected);
  });

  it('says why everything is checked', () => {
    expect(describeSelection(select({ scope: 'all', comparison: undefined, isGlobal }))).toBe(
      'everything, because scope is all',
    );
  });
});
