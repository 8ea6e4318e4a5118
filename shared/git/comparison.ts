/** With what a run compares its commit, as its event says. Nothing has been looked up in git yet. */
export type Comparison =
  /** The commit GitHub made to test a pull request, when that is what was checked out: its first parent is the base. */
  | { readonly kind: 'merge-commit'; readonly head: string; readonly base: string }
  /** The trees of two commits. */
  | { readonly kind: 'commit'; readonly commit: string; readonly what: string }
  /** What was done since leaving this branch or commit. */
  | { readonly kind: 'fork-point'; readonly revision: string; readonly what: string }
  | { readonly kind: 'none'; readonly why: string };

/** The fields of an event that are read here. Anything may be missing: the payload is GitHub's, not ours. */
export interface EventPayload {
  readonly before?: string;
  readonly forced?: boolean;
  readonly ref?: string;
  readonly merge_group?: { readonly base_sha?: string };
  readonly pull_request?: { readonly base?: { readonly sha?: string }; readonly head?: { readonly sha?: string } };
  readonly repository?: { readonly default_branch?: string };
}

const ZERO_SHA = /^0+$/;
const FULL_SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * `pull_request.base.sha` is the tip of the base branch now and not where the author left it; `before` of a push is the
 * zero sha for a new branch, and a commit nobody can reach after a forced push. So each event has its own answer.
 */
export function comparisonFor(event: {
  readonly name: string;
  readonly payload: EventPayload;
  readonly base: string | undefined;
}): Comparison {
  const { name, payload, base } = event;
  if (base !== undefined) return { kind: 'fork-point', revision: base, what: `the base ${shortRevision(base)}` };
  const pull = payload.pull_request;
  if (pull?.base?.sha !== undefined && pull.head?.sha !== undefined)
    return { kind: 'merge-commit', base: pull.base.sha, head: pull.head.sha };
  if (payload.merge_group?.base_sha !== undefined)
    return { kind: 'commit', commit: payload.merge_group.base_sha, what: 'the base of the merge group' };
  if (name === 'push') return comparisonForPush(payload);
  return { kind: 'none', why: name === '' ? 'there is no event' : `a ${name} event names no earlier commit` };
}

function comparisonForPush({ before, forced, ref, repository }: EventPayload): Comparison {
  const isNew = before === undefined || ZERO_SHA.test(before);
  if (!isNew && forced !== true) return { kind: 'commit', commit: before, what: 'the commit before the push' };
  const why = isNew ? `${ref ?? 'the branch'} is new` : 'the push was forced';
  const branch = repository?.default_branch;
  if (branch === undefined || ref === `refs/heads/${branch}`)
    return { kind: 'none', why: `${why}, so there is no earlier commit to compare with` };
  return { kind: 'fork-point', revision: `origin/${branch}`, what: `the default branch ${branch} (${why})` };
}

/** A full commit id as people write it; a name as it is. */
export function shortRevision(revision: string): string {
  return FULL_SHA.test(revision) ? revision.slice(0, 7) : revision;
}
