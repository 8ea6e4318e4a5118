import { describe, expect, it } from '@jest/globals';
import { comparisonFor, type EventPayload } from './comparison.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const ZERO = '0'.repeat(40);
const repository = { default_branch: 'main' };

describe('comparisonFor', () => {
  it.each<[string, { name: string; payload: EventPayload }, object]>([
    [
      'a pull request',
      { name: 'pull_request', payload: { pull_request: { base: { sha: A }, head: { sha: B } } } },
      { kind: 'merge-commit', base: A, head: B },
    ],
    [
      'a merge group',
      { name: 'merge_group', payload: { merge_group: { base_sha: A } } },
      { kind: 'commit', commit: A },
    ],
    [
      'a push',
      { name: 'push', payload: { before: A, forced: false, ref: 'refs/heads/main', repository } },
      { kind: 'commit', commit: A, what: 'the commit before the push' },
    ],
    [
      'a new branch',
      { name: 'push', payload: { before: ZERO, ref: 'refs/heads/topic', repository } },
      { kind: 'fork-point', revision: 'origin/main', what: 'the default branch main (refs/heads/topic is new)' },
    ],
    [
      'a forced push',
      { name: 'push', payload: { before: A, forced: true, ref: 'refs/heads/topic', repository } },
      { kind: 'fork-point', revision: 'origin/main', what: 'the default branch main (the push was forced)' },
    ],
    [
      'a forced push to the default branch',
      { name: 'push', payload: { before: A, forced: true, ref: 'refs/heads/main', repository } },
      { kind: 'none', why: 'the push was forced, so there is no earlier commit to compare with' },
    ],
    ['a push without a payload', { name: 'push', payload: {} }, { kind: 'none' }],
    [
      'another event',
      { name: 'workflow_dispatch', payload: { repository } },
      { kind: 'none', why: 'a workflow_dispatch event names no earlier commit' },
    ],
    ['no event', { name: '', payload: {} }, { kind: 'none', why: 'there is no event' }],
  ])('answers %s', (_, event, expected) => {
    expect(comparisonFor({ ...event, base: undefined })).toMatchObject(expected);
  });

  it('prefers the base that the user names', () => {
    expect(comparisonFor({ name: 'push', payload: { before: A }, base: 'v1' })).toEqual({
      kind: 'fork-point',
      revision: 'v1',
      what: 'the base v1',
    });
  });
});
