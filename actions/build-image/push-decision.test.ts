import { expect, it } from '@jest/globals';
import { eventFacts, type EventFacts } from './event.ts';
import { decidePush } from './push-decision.ts';

const pull = (repository: string | null): EventFacts =>
  eventFacts({
    pull_request: { head: { sha: 'a', repo: repository === null ? null : { full_name: repository } } },
  });
const push = eventFacts({ head_commit: null });

const FORK = pull('evil/app');
const OWN = pull('org/app');
const DEV = 'dev';

it.each([
  { of: 'a push', choice: 'auto', event: push, actor: DEV, expected: true },
  { of: 'a pull request of the repository', choice: 'auto', event: OWN, actor: DEV, expected: true },
  { of: 'a pull request of a fork', choice: 'auto', event: FORK, actor: DEV, expected: false },
  { of: 'a pull request of a deleted fork', choice: 'auto', event: pull(null), actor: DEV, expected: false },
  { of: 'Dependabot', choice: 'auto', event: OWN, actor: 'dependabot[bot]', expected: false },
  { of: 'a fork, when told to', choice: 'true', event: FORK, actor: DEV, expected: true },
  { of: 'a push, when told not to', choice: 'false', event: push, actor: DEV, expected: false },
] as const)('$of with $choice: $expected', ({ choice, event, actor, expected }) => {
  const decision = decidePush(choice, { event, run: { actor, repository: 'org/app' } });
  expect(decision.push).toBe(expected);
});

it('says why not', () => {
  expect(decidePush('auto', { event: pull('evil/app'), run: { actor: 'dev', repository: 'org/app' } })).toEqual({
    push: false,
    reason: 'the pull request comes from evil/app, and forks do not push.',
  });
});
