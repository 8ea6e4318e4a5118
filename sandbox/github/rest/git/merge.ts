import type { Commit, Tree } from '../model.ts';
import type { Call } from '../routes.ts';
import { mergeBase } from './history.ts';
import { commitSha, treeSha } from './objects.ts';

/**
 * Merges one branch into another on the server.
 * @returns the merge commit, or undefined where both changed the same file in different ways
 */
export function mergeIntoBranch(
  call: Call,
  merge: { readonly branch: string; readonly from: string },
): Commit | undefined {
  const { repository } = call;
  const ours = commitOf(call, merge.branch);
  const theirs = commitOf(call, merge.from);
  if (!ours || !theirs) return undefined;
  const base = mergeBase(repository, ours.sha, theirs.sha);
  const tree = mergeTrees(base?.tree ?? new Map(), ours.tree, theirs.tree);
  if (!tree) return undefined;
  const now = call.clock.now();
  const person = { name: call.sender.account.login, email: '', account: call.sender.account };
  const content = {
    treeSha: treeSha(tree),
    parents: [ours.sha, theirs.sha],
    message: `Merge branch '${merge.from}' into ${merge.branch}`,
    author: person,
    committer: person,
    authoredAt: now,
    committedAt: now,
  };
  const commit: Commit = { ...content, tree, sha: commitSha(content) };
  repository.commits.set(commit.sha, commit);
  repository.refs.set(`refs/heads/${merge.branch}`, commit.sha);
  return commit;
}

function commitOf({ repository }: Call, branch: string): Commit | undefined {
  const sha = repository.refs.get(`refs/heads/${branch}`);
  return sha === undefined ? undefined : repository.commits.get(sha);
}

/** Whole files are merged, not lines: a file that both sides changed is a conflict. */
function mergeTrees(base: Tree, ours: Tree, theirs: Tree): Tree | undefined {
  const merged = new Map(ours);
  for (const path of new Set([...base.keys(), ...theirs.keys()])) {
    const before = base.get(path)?.sha;
    const mine = ours.get(path)?.sha;
    const incoming = theirs.get(path);
    if (incoming?.sha === before || incoming?.sha === mine) continue;
    if (mine !== before) return undefined;
    if (incoming) merged.set(path, incoming);
    else merged.delete(path);
  }
  return merged;
}
