import { shortRevision, type Comparison } from './comparison.ts';
import { tryGit, type Git } from './git.ts';

export type Base =
  | { readonly kind: 'found'; readonly commit: string; readonly what: string }
  | { readonly kind: 'not-found'; readonly why: string };

const FETCH_TIMEOUT_MS = 30_000;
const FETCH_HINT = 'check out with `fetch-depth: 0` to have it';

/**
 * The commit to compare HEAD with. A commit that the checkout lacks (actions/checkout has one commit by default) is
 * fetched alone, without its history: that takes a second where a deep clone may take minutes.
 */
export async function findBase(git: Git, comparison: Comparison): Promise<Base> {
  switch (comparison.kind) {
    case 'none':
      return { kind: 'not-found', why: comparison.why };
    case 'commit':
      return findCommit(git, comparison.commit, comparison.what);
    case 'fork-point':
      return findForkPoint(git, comparison.revision, comparison.what);
    case 'merge-commit':
      return findPullRequestBase(git, comparison);
  }
}

async function findPullRequestBase(
  git: Git,
  { base, head }: Extract<Comparison, { kind: 'merge-commit' }>,
): Promise<Base> {
  // A shallow checkout hides the parents from rev-parse; the commit itself still names them.
  const raw = (await tryGit(git, ['cat-file', '-p', 'HEAD'])) ?? '';
  const parents = [
    ...raw
      .split('\n\n', 1)
      .join('')
      .matchAll(/^parent (\S+)$/gm),
  ].map((match) => match[1]);
  if (parents[0] !== undefined && parents[1] === head)
    return findCommit(git, parents[0], 'the base that GitHub merged the pull request into');
  return findForkPoint(git, base, 'the base of the pull request');
}

async function findCommit(git: Git, commit: string, what: string): Promise<Base> {
  const found = (await resolve(git, commit)) ?? (await fetchCommit(git, commit));
  if (found === undefined)
    return { kind: 'not-found', why: `${what} (${shortRevision(commit)}) is not there; ${FETCH_HINT}` };
  return { kind: 'found', commit: found, what };
}

async function findForkPoint(git: Git, revision: string, what: string): Promise<Base> {
  const tip =
    (await resolve(git, revision)) ??
    (await resolve(git, `refs/remotes/origin/${revision}`)) ??
    (await fetchCommit(git, revision));
  if (tip === undefined) return { kind: 'not-found', why: `${what} is not there; ${FETCH_HINT}` };
  const forkPoint = await tryGit(git, ['merge-base', tip, 'HEAD']);
  if (forkPoint !== undefined && forkPoint !== '')
    return { kind: 'found', commit: forkPoint, what: forkPoint === tip ? what : `where it left ${what}` };
  // Too many files rather than too few: what the base has changed meanwhile is counted as well.
  return {
    kind: 'found',
    commit: tip,
    what: `${what} as it is now, because the history is too short for a merge base`,
  };
}

async function resolve(git: Git, revision: string): Promise<string | undefined> {
  return tryGit(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
}

async function fetchCommit(git: Git, revision: string): Promise<string | undefined> {
  const shallow = (await tryGit(git, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const fetched = await tryGit(
    git,
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      // A depth would cut off the history of a complete clone.
      ...(shallow ? ['--depth=1'] : []),
      'origin',
      revision.replace(/^origin\//, ''),
    ],
    { timeoutMs: FETCH_TIMEOUT_MS },
  );
  return fetched === undefined ? undefined : resolve(git, 'FETCH_HEAD');
}
