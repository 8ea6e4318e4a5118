import { GithubError } from '../error.ts';
import type { Repository } from '../model.ts';

interface ContextState {
  readonly context: string;
  readonly state: 'success' | 'pending' | 'failure' | 'error';
}

/**
 * A deployment waits for the checks of its commit, those of the run that asks for it among them: without
 * `required_contexts` for all there are, with `[]` for none.
 * @throws GithubError 409 with all contexts and their states, as GitHub lists them
 */
export function checkContexts(
  repository: Repository,
  asked: { readonly ref: string; readonly sha: string; readonly required: readonly string[] | undefined },
): void {
  const known = contextsOf(repository, asked.sha);
  const wanted =
    asked.required?.map(
      (context): ContextState => known.find((entry) => entry.context === context) ?? { context, state: 'pending' },
    ) ?? known;
  if (wanted.every(({ state }) => state === 'success')) return;
  const problem = {
    contexts: wanted.map(({ context, state }) => ({ context, state })),
    resource: 'Deployment',
    field: 'required_contexts',
    code: 'invalid',
  };
  throw new GithubError(409, `Conflict: Commit status checks failed for ${asked.ref}.`, { errors: [problem] });
}

/** The newest commit status of each context, and the check runs of the commit. */
function contextsOf(repository: Repository, sha: string): readonly ContextState[] {
  const statuses = new Map(
    repository.statuses.filter((status) => status.sha === sha).map(({ context, state }) => [context, state]),
  );
  const checks = [...repository.checkRuns.values()]
    .filter((run) => run.sha === sha)
    .map(({ name, status, conclusion }): ContextState => {
      if (status !== 'completed') return { context: name, state: 'pending' };
      const passed = conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped';
      return { context: name, state: passed ? 'success' : 'failure' };
    });
  return [...[...statuses].map(([context, state]) => ({ context, state })), ...checks];
}
