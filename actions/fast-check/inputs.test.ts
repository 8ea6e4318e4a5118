import { describe, expect, it } from '@jest/globals';
import { readInputs, type Environment } from '#shared/action/inputs';
import { compileGlobs } from './glob.ts';
import { parseInputs, type FastCheckInputs } from './inputs.ts';

const parse = (env: Environment): FastCheckInputs => readInputs({ env, maskSecret: () => undefined }, parseInputs);

describe('parseInputs', () => {
  it('has defaults', () => {
    expect(parse({})).toMatchObject({
      checks: undefined,
      config: '.github/fast-check.yml',
      budgetMs: 90_000,
      budgetMode: 'fail',
      failFast: true,
      maxParallel: undefined,
      scope: 'auto',
      base: undefined,
      workingDirectory: '.',
    });
  });

  it.each([
    'package-lock.json',
    'packages/a/package.json',
    'tsconfig.build.json',
    'eslint.config.js',
    '.prettierrc',
    '.github/workflows/ci.yml',
    '.github/fast-check.yml',
    'pnpm-lock.yaml',
    'pyproject.toml',
    'requirements-dev.txt',
    'go.sum',
    'app/build.gradle.kts',
    '.golangci.yml',
  ])('takes %s for a global file by default', (path) => {
    expect(compileGlobs(parse({}).globalFiles)(path)).toBe(true);
  });

  it.each(['src/a.ts', 'README.md', 'data/a.json', 'src/locks.ts'])('takes %s for no global file', (path) => {
    expect(compileGlobs(parse({}).globalFiles)(path)).toBe(false);
  });

  it('takes own global files instead', () => {
    const { globalFiles } = parse({ 'INPUT_GLOBAL-FILES': 'Makefile, conf/*.{yml,yaml}' });
    expect(globalFiles).toEqual(['Makefile', 'conf/*.{yml,yaml}']);
  });

  it.each(['main', 'origin/main', 'v1.2.3', 'HEAD~1', 'HEAD^2', 'a'.repeat(40), 'HEAD@{1}'])(
    'takes %s for a base',
    (base) => {
      expect(parse({ INPUT_BASE: base }).base).toBe(base);
    },
  );

  it.each(['--upload-pack=id', '+main', 'main:other', 'two words'])('refuses %s for a base', (base) => {
    expect(() => parse({ INPUT_BASE: base })).toThrow(/^Input base: got ".*"; expected a branch, tag or commit/);
  });
});
