import type { SandboxClock } from '#sandbox/clock';
import { resolve } from './git/history.ts';
import { changedTree, commitSha, treeSha } from './git/objects.ts';
import type { Ids } from './ids.ts';
import type { Account, Commit, Person, Pull, Repository } from './model.ts';
import type { CommitSeed, PullSeed } from './seed.ts';

export interface Garden {
  readonly repository: Repository;
  readonly ids: Ids;
  readonly clock: SandboxClock;
}

/** Who does what no seed says somebody else did. */
export const OCTOCAT: Account = { login: 'octocat', id: 583231, type: 'User' };

/** @throws Error for a parent that is not there */
export function plantCommit({ repository, clock }: Garden, seed: CommitSeed): Commit {
  const branch = `refs/heads/${seed.branch ?? repository.defaultBranch}`;
  const fork = repository.refs.get(branch) ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  const parents = seed.parents ?? (fork === undefined ? [] : [fork]);
  for (const parent of parents)
    if (!repository.commits.has(parent)) throw new Error(`a commit's parent ${parent} is not in the repository`);
  const tree = changedTree(repository.commits.get(parents[0] ?? '')?.tree ?? new Map(), seed.files ?? {});
  const author = personOf(seed.author);
  const at = seed.at ?? clock.now();
  const content = {
    treeSha: treeSha(tree),
    parents,
    message: seed.message ?? 'A change',
    author,
    committer: author,
    authoredAt: at,
    committedAt: at,
  };
  const commit: Commit = { ...content, tree, sha: seed.sha ?? commitSha(content) };
  repository.commits.set(commit.sha, commit);
  repository.refs.set(branch, commit.sha);
  for (const tag of seed.tags ?? []) repository.refs.set(`refs/tags/${tag}`, commit.sha);
  return commit;
}

function personOf(author: CommitSeed['author']): Person {
  if (!author) return { name: 'Octo Cat', email: 'octocat@github.com', account: OCTOCAT };
  const { name, email, login } = author;
  return { name, email, account: login === undefined ? null : accountOf(login) };
}

/** An account for a login: the same number each time. */
export function accountOf(login: string): Account {
  const id = Buffer.from(login.toLowerCase()).reduce((sum, byte) => (sum * 31 + byte) % 100_000_000, 7);
  return { login, id, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** @throws Error for a branch or commit that is not there */
export function plantPull({ repository, ids, clock }: Garden, seed: PullSeed): Pull {
  const base = seed.base ?? repository.defaultBranch;
  const merged = seed.mergedAs === undefined ? null : commitNamed(repository, seed.mergedAs);
  const mergedParent = merged?.parents[0];
  const now = clock.now();
  const pull: Pull = {
    id: ids.next(),
    number: seed.number ?? Math.max(0, ...repository.pulls.keys()) + 1,
    title: seed.title ?? 'A change',
    body: seed.body ?? null,
    user: seed.user ?? OCTOCAT,
    head: { ref: seed.head, sha: commitNamed(repository, seed.head).sha },
    // A merged pull request keeps the base it was merged into, not what the branch has become since.
    base: { ref: base, sha: mergedParent ?? commitNamed(repository, base).sha },
    state: merged ? 'closed' : 'open',
    createdAt: now,
    closedAt: merged?.committedAt ?? null,
    mergedAt: merged?.committedAt ?? null,
    mergeCommit: merged?.sha ?? null,
  };
  repository.pulls.set(pull.number, pull);
  return pull;
}

export function commitNamed(repository: Repository, ref: string): Commit {
  const commit = resolve(repository, ref);
  if (!commit) throw new Error(`${ref} names no commit of ${repository.owner.login}/${repository.name}`);
  return commit;
}
