import type { Commit, Repository } from '../model.ts';

/**
 * Resolves what GitHub takes for a commit: a branch, a tag, a full ref name, a SHA or its beginning (at least 7 digits).
 * A branch wins over a tag of the same name, as in GitHub's REST API.
 */
export function resolve(repository: Repository, ref: string): Commit | undefined {
  const sha =
    repository.refs.get(`refs/heads/${ref}`) ??
    repository.refs.get(`refs/tags/${ref}`) ??
    repository.refs.get(ref.startsWith('refs/') ? ref : `refs/${ref}`) ??
    fullSha(repository, ref);
  return sha === undefined ? undefined : repository.commits.get(sha);
}

function fullSha(repository: Repository, ref: string): string | undefined {
  const wanted = ref.toLowerCase();
  if (!/^[0-9a-f]{7,40}$/.test(wanted)) return undefined;
  if (wanted.length === 40) return wanted;
  const found = [...repository.commits.keys()].filter((sha) => sha.startsWith(wanted));
  return found.length === 1 ? found[0] : undefined;
}

/** The commit itself and all that led to it. */
export function ancestors(repository: Repository, sha: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(repository.commits.get(next)?.parents ?? []));
  }
  return seen;
}

/** The newest commit both have in common, or undefined for histories that never met. */
export function mergeBase(repository: Repository, a: string, b: string): Commit | undefined {
  const ofB = ancestors(repository, b);
  const common = [...ancestors(repository, a)].filter((sha) => ofB.has(sha));
  // What is in common contains its own ancestors: those that are nobody's parent in it are the best.
  const parents = new Set(common.flatMap((sha) => repository.commits.get(sha)?.parents ?? []));
  return common
    .filter((sha) => !parents.has(sha))
    .flatMap((sha) => repository.commits.get(sha) ?? [])
    .sort((one, other) => other.committedAt - one.committedAt)[0];
}

/** What `git log base..head` lists, but oldest first, parents before children. */
export function commitsBetween(repository: Repository, base: string, head: string): readonly Commit[] {
  const known = new Set(ancestors(repository, base));
  const ordered: Commit[] = [];
  const open: { readonly sha: string; readonly expanded: boolean }[] = [{ sha: head, expanded: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = repository.commits.get(next.sha);
    if (commit === undefined) continue;
    if (next.expanded) {
      ordered.push(commit);
      continue;
    }
    if (known.has(next.sha)) continue;
    known.add(next.sha);
    open.push({ sha: next.sha, expanded: true });
    for (const parent of commit.parents.toReversed()) open.push({ sha: parent, expanded: false });
  }
  return ordered;
}

/** A commit's history, newest first. */
export function log(repository: Repository, sha: string): readonly Commit[] {
  return [...ancestors(repository, sha)]
    .flatMap((entry) => repository.commits.get(entry) ?? [])
    .sort((one, other) => other.committedAt - one.committedAt);
}
