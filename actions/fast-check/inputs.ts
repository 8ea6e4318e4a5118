import type { InputReader } from '#shared/action/inputs';
import { compileGlobs, splitGlobs } from './glob.ts';
import { DEFAULT_GLOBAL_FILES } from './global-files.ts';

export type Scope = 'auto' | 'changed' | 'all';
export type BudgetMode = 'fail' | 'warn';

export interface FastCheckInputs {
  /** YAML, not read yet; undefined when the list is in the file `config`. */
  readonly checks: string | undefined;
  readonly config: string;
  readonly budgetMs: number;
  readonly budgetMode: BudgetMode;
  readonly failFast: boolean;
  /** Undefined: as many as there are cores. */
  readonly maxParallel: number | undefined;
  readonly scope: Scope;
  /** Globs, known to be right. */
  readonly globalFiles: readonly string[];
  readonly base: string | undefined;
  readonly workingDirectory: string;
}

export const DEFAULT_CONFIG = '.github/fast-check.yml';

export function parseInputs(read: InputReader): FastCheckInputs {
  return {
    checks: read.block('checks'),
    config: read.text('config', DEFAULT_CONFIG),
    budgetMs: read.duration('budget', '90s', { min: 1_000, max: 6 * 3_600_000 }),
    budgetMode: read.choice('budget-mode', ['fail', 'warn'], 'fail'),
    failFast: read.boolean('fail-fast', true),
    maxParallel: read.integer('max-parallel', { min: 1, max: 256 }),
    scope: read.choice('scope', ['auto', 'changed', 'all'], 'auto'),
    globalFiles: readGlobalFiles(read),
    base: readBase(read),
    workingDirectory: read.text('working-directory', '.'),
  };
}

function readGlobalFiles(read: InputReader): readonly string[] {
  const text = read.optional('global-files');
  if (text === undefined) return DEFAULT_GLOBAL_FILES;
  const globs = splitGlobs(text);
  try {
    compileGlobs(globs);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    read.problem('global-files', `${error.message}.`);
  }
  return globs;
}

/** Goes to git as an argument, so it must not look like an option, nor like a refspec that writes a branch. */
const REVISION = /^(?![-+])[^\s:\\]+$/;

function readBase(read: InputReader): string | undefined {
  return read.parsed('base', 'a branch, tag or commit to compare with', (text) =>
    REVISION.test(text) ? text : undefined,
  );
}
