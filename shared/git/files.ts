import type { Git } from './git.ts';

/** What two commits differ in. Paths are those of the repository, with `/`. */
export interface Changes {
  /** Regular files that exist now: added, changed, or the new name of a renamed one. */
  readonly files: readonly string[];
  /** Every path that differs: `files`, deleted files, symbolic links and submodules. */
  readonly paths: readonly string[];
}

const REGULAR_FILE = /^100/;

/**
 * Compares the trees of `base` and HEAD.
 * @throws {GitError}
 */
export async function changedSince(git: Git, base: string): Promise<Changes> {
  // Plumbing, so no user setting changes the answer. Without rename detection a rename is a deletion and an addition:
  // the same list, and a partial clone need not fetch contents to compare them.
  return parseRawDiff(
    await git.run(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-commit-id', base, 'HEAD']),
  );
}

/** Reads `git diff-tree --raw -z`: `:oldmode newmode oldsha newsha status NUL path NUL`. */
export function parseRawDiff(output: string): Changes {
  const fields = output.split('\0');
  const files: string[] = [];
  const paths: string[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const newMode = fields[i]?.split(' ')[1] ?? '';
    const path = fields[i + 1] ?? '';
    paths.push(path);
    if (REGULAR_FILE.test(newMode)) files.push(path);
  }
  return { files, paths };
}

/**
 * Regular files that git tracks below the folder git runs in, as paths from that folder.
 * @throws {GitError}
 */
export async function trackedFiles(git: Git): Promise<readonly string[]> {
  return parseStagedFiles(await git.run(['ls-files', '-z', '--stage']));
}

/** Reads `git ls-files -z --stage`: `mode sha stage TAB path NUL`. A file in conflict is listed once a stage. */
export function parseStagedFiles(output: string): readonly string[] {
  const files = output
    .split('\0')
    .filter((entry) => REGULAR_FILE.test(entry))
    .map((entry) => entry.slice(entry.indexOf('\t') + 1));
  return [...new Set(files)];
}

/**
 * The folder git runs in as seen from the root of the repository: empty, or with a `/` at its end.
 * @throws {GitError} when it is in no repository
 */
export async function folderPrefix(git: Git): Promise<string> {
  return (await git.run(['rev-parse', '--show-prefix'])).replace(/\n$/, '');
}
