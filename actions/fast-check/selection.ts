import type { Changes } from '#shared/git/files';
import type { PathMatcher } from './glob.ts';
import type { Scope } from './inputs.ts';

/** Which files the checks are about. Paths are those of the working directory. */
export type Selection =
  | {
      readonly kind: 'changed';
      readonly files: readonly string[];
      /** `files` and what was deleted: a check of the whole project must see that too. */
      readonly paths: readonly string[];
      readonly why: string;
    }
  | {
      readonly kind: 'all';
      readonly why: string;
      /** Known when a comparison was possible. */
      readonly changedCount: number | undefined;
    };

export interface Comparison {
  /** The folder of the checks as seen from the root of the repository: empty, or with a `/` at its end. */
  readonly prefix: string;
  readonly result:
    | { readonly kind: 'compared'; readonly changes: Changes; readonly since: string }
    | { readonly kind: 'not-compared'; readonly why: string };
}

/**
 * Decides whether everything is checked or only what has changed. What cannot be known is checked: a gate that looked
 * at nothing must not look like one that found nothing.
 */
export function select(options: {
  readonly scope: Scope;
  /** Undefined when scope is `all`: nobody asked. */
  readonly comparison: Comparison | undefined;
  readonly isGlobal: PathMatcher;
}): Selection {
  const { scope, comparison, isGlobal } = options;
  if (scope === 'all' || comparison === undefined) return { kind: 'all', why: 'scope is all', changedCount: undefined };
  const { prefix, result } = comparison;
  if (result.kind === 'not-compared') return { kind: 'all', why: result.why, changedCount: undefined };
  const { changes, since } = result;
  const files = within(changes.files, prefix);
  const why = scope === 'auto' ? reasonForAll(changes.paths, { prefix, since, isGlobal }) : undefined;
  if (why !== undefined) return { kind: 'all', why, changedCount: files.length };
  return { kind: 'changed', files, paths: within(changes.paths, prefix), why: since };
}

function reasonForAll(
  paths: readonly string[],
  options: { readonly prefix: string; readonly since: string; readonly isGlobal: PathMatcher },
): string | undefined {
  const { prefix, since, isGlobal } = options;
  // The same tree again, a new tag on an old commit: that says nothing about whether it was ever checked.
  if (paths.length === 0) return `nothing differs from ${since}`;
  const global = paths.find((path) => isGlobal(path) || within([path], prefix).some(isGlobal));
  return global === undefined ? undefined : `the global file ${global} changed`;
}

function within(paths: readonly string[], prefix: string): readonly string[] {
  return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}

/** `3 changed files since 1a2b3c4, the commit before the push`, `everything, because scope is all`. */
export function describeSelection(selection: Selection): string {
  if (selection.kind === 'all') return `everything, because ${selection.why}`;
  const { length } = selection.files;
  return `${length === 1 ? '1 changed file' : `${length} changed files`} since ${selection.why}`;
}
