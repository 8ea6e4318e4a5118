import type { File, Tree } from '../model.ts';

export interface FileChange {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly sha: string;
  readonly previousPath?: string;
  readonly additions: number;
  readonly deletions: number;
  /** Absent for a pure rename. */
  readonly patch?: string;
}

/** How two trees differ, by path. A file is renamed when another with the same content is gone. */
export function diffTrees(before: Tree, after: Tree): readonly FileChange[] {
  const removed = new Map([...before].filter(([path]) => !after.has(path)));
  const goneByContent = new Map([...removed].map(([path, file]) => [file.sha, path]));
  const changes: FileChange[] = [];
  for (const [path, file] of after) {
    const old = before.get(path);
    if (old?.sha === file.sha) continue;
    if (old) {
      changes.push({ path, status: 'modified', sha: file.sha, ...lineChanges(old.content, file.content) });
      continue;
    }
    const source = goneByContent.get(file.sha);
    if (source === undefined || !removed.delete(source))
      changes.push({ path, status: 'added', sha: file.sha, ...lineChanges('', file.content) });
    else changes.push({ path, status: 'renamed', sha: file.sha, previousPath: source, additions: 0, deletions: 0 });
  }
  for (const [path, file] of removed) changes.push(removal(path, file));
  return changes.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function removal(path: string, file: File): FileChange {
  return { path, status: 'removed', sha: file.sha, ...lineChanges(file.content, '') };
}

interface LineChanges {
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string;
}

const CONTEXT = 3;

/** One hunk from the first line that differs to the last: a right patch, if not always the shortest. */
function lineChanges(before: string, after: string): LineChanges {
  const old = lines(before);
  const now = lines(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const gone = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  const first = Math.max(0, start - CONTEXT);
  const lead = old.slice(first, start);
  const tail = old.slice(old.length - end, old.length - end + CONTEXT);
  const range = (count: number): string => `${count === 0 ? first : first + 1},${count}`;
  const unchanged = lead.length + tail.length;
  return {
    additions: added.length,
    deletions: gone.length,
    patch: [
      `@@ -${range(unchanged + gone.length)} +${range(unchanged + added.length)} @@`,
      ...lead.map((line) => ` ${line}`),
      ...gone.map((line) => `-${line}`),
      ...added.map((line) => `+${line}`),
      ...tail.map((line) => ` ${line}`),
    ].join('\n'),
  };
}

function lines(content: string): readonly string[] {
  if (content === '') return [];
  return (content.endsWith('\n') ? content.slice(0, -1) : content).split('\n');
}
