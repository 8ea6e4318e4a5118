import { createHash } from 'node:crypto';
import type { Commit, File, Tree } from '../model.ts';

/** The id git gives a file's content. */
export function blobSha(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The parent's files with `changes` applied; null removes a file. */
export function changedTree(parent: Tree, changes: Readonly<Record<string, string | null>>): Tree {
  const tree = new Map<string, File>(parent);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) tree.delete(path);
    else tree.set(path, { content, sha: blobSha(content) });
  }
  return tree;
}

/** Ids of trees and commits: of what they hold, so that equal histories have equal ids; not those git would give. */
export function treeSha(tree: Tree): string {
  const hash = createHash('sha1');
  for (const path of [...tree.keys()].sort()) hash.update(`${path}\0${tree.get(path)?.sha ?? ''}\n`);
  return hash.digest('hex');
}

export function commitSha(commit: Omit<Commit, 'sha' | 'tree'>): string {
  const { treeSha: tree, parents, message, author, authoredAt, committedAt } = commit;
  return createHash('sha1')
    .update(JSON.stringify([tree, parents, message, author.name, author.email, authoredAt, committedAt]))
    .digest('hex');
}
