import { describe, expect, it } from '@jest/globals';
import { plan } from './plan.ts';
import type { Selection } from './selection.ts';
import { check } from './testing.ts';

const everything = ['a.ts', 'b.ts', 'c.md'];
const changed: Selection = { kind: 'changed', files: ['a.ts'], paths: ['a.ts', 'gone.md'], why: '' };
const all: Selection = { kind: 'all', why: '', changedCount: undefined };

const filesOf = check('files', { run: 'lint {files}' });
const typescript = check('typescript', { run: 'lint {files}', glob: '*.ts' });
const markdown = check('markdown', { run: 'lint {files}', glob: '*.md' });
const project = check('project', { run: 'tsc', glob: '*.md' });
const python = check('python', { run: 'mypy', glob: '*.py' });
const always = check('always', { run: 'audit' });

describe('plan', () => {
  it.each([
    ['changed files', filesOf, changed, ['a.ts']],
    ['changed files that match', typescript, changed, ['a.ts']],
    ['every file', filesOf, all, everything],
    ['every file that matches', typescript, all, ['a.ts', 'b.ts']],
  ])('gives a command %s', (...[, one, selection, files]) => {
    expect(plan([one], selection, everything)).toEqual({ order: [one], tasks: [{ check: one, files }], skips: [] });
  });

  it.each([
    ['its glob matches a deleted file', project, changed],
    ['everything is checked', python, all],
    ['it has no glob', always, changed],
  ])('runs a check of the whole project when %s', (_, one, selection) => {
    expect(plan([one], selection, everything).tasks).toEqual([{ check: one, files: undefined }]);
  });

  it.each([
    ['no changed file matches *.md', markdown, changed],
    ['no change matches *.py', python, changed],
    ['no changed file', filesOf, { ...changed, files: [] }],
  ])('skips and says: %s', (why, one, selection) => {
    expect(plan([one], selection, everything)).toEqual({ order: [one], tasks: [], skips: [{ check: one, why }] });
  });

  it('skips a command that takes files when there is none at all', () => {
    expect(plan([markdown], all, ['a.ts']).skips).toEqual([{ check: markdown, why: 'no file matches *.md' }]);
  });
});
