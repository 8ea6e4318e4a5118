import type { RunFacts } from '#shared/action/run-facts';
import type { EventFacts } from './event.ts';
import type { PushChoice } from './inputs.ts';

export type PushDecision =
  | { readonly push: true }
  /** `reason` completes the sentence "Not pushed: …". */
  | { readonly push: false; readonly reason: string };

const DEPENDABOT = 'dependabot[bot]';

/**
 * `auto` pushes unless the code comes from someone who may not push: GitHub gives runs for forks and for Dependabot no
 * secrets and a read-only token, and on `pull_request_target`, where it does, a fork's code must not get into the registry.
 */
export function decidePush(
  choice: PushChoice,
  { event, run }: { readonly event: EventFacts; readonly run: Pick<RunFacts, 'actor' | 'repository'> },
): PushDecision {
  if (choice === 'true') return { push: true };
  if (choice === 'false') return { push: false, reason: 'push is false.' };
  if (run.actor === DEPENDABOT)
    return { push: false, reason: 'Dependabot started this run, and its runs get no secrets.' };
  const { pullRequest } = event;
  if (pullRequest !== undefined && pullRequest.headRepository !== run.repository) {
    const fork = pullRequest.headRepository ?? 'a deleted fork';
    return { push: false, reason: `the pull request comes from ${fork}, and forks do not push.` };
  }
  return { push: true };
}
