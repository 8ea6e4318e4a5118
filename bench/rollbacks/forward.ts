import type { Acted } from './act.ts';
import type { Snapshot } from './snapshot.ts';

/** Does it go to a newer release. One that is registered anew is as new as the one it is a copy of. */
export function isForward(
  { from = 0, to = 0 }: Pick<Acted, 'from' | 'to'>,
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
): boolean {
  if (before.revisions.has(to)) return to > from;
  const image = after.revisions.get(to)?.image;
  const originals = [...before.revisions].filter(([, revision]) => revision.image === image);
  return originals.some(([number]) => number > from);
}
