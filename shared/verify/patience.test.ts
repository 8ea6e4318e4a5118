import { describe, expect, it } from '@jest/globals';
import type { FailureKind } from '#shared/http/probe-result';
import type { Attempt } from './history.ts';
import { Patience } from './patience.ts';
import type { Target } from './target.ts';
import { answer, failure, target } from './testing.ts';
import { judge } from './verdict.ts';

function attempt(kind: FailureKind | 'answer', atMs: number, of: Target = target()): Attempt {
  const result = kind === 'answer' ? answer(503) : failure(kind);
  return { round: 1, atMs, target: of, result, verdict: judge(of, result) };
}

/** The verdicts of failures that come `everyMs` apart. */
function verdicts(
  kinds: readonly (FailureKind | 'answer')[],
  everyMs: number,
  of: Target = target(),
): readonly string[] {
  const patience = new Patience();
  return kinds.map((kind, index) => patience.weigh(attempt(kind, index * everyMs, of)).verdict.kind);
}

const times = <T>(count: number, item: T): T[] => Array<T>(count).fill(item);

describe('a persisting failure', () => {
  it.each<[FailureKind, number, number]>([
    ['certificate', 5_000, 3],
    ['certificate', 60_000, 3],
    ['certificate', 1_000, 11],
    ['unknown-host', 15_000, 5],
    ['unknown-host', 20_000, 5],
    ['unknown-host', 6_000, 11],
  ])('of kind %s, every %i ms, is hopeless the time no. %i', (kind, everyMs, count) => {
    expect(verdicts(times(count, kind), everyMs)).toEqual([...times(count - 1, 'no-answer'), 'hopeless']);
  });

  it('says how long it was waited for', () => {
    const patience = new Patience();
    patience.weigh(attempt('certificate', 0));
    patience.weigh(attempt('certificate', 6_000));
    expect(patience.weigh(attempt('certificate', 12_000)).verdict).toEqual({
      kind: 'hopeless',
      reasons: ['certificate', '3 times in a row over 12.0s'],
      version: undefined,
    });
  });

  it.each<[string, readonly (FailureKind | 'answer')[]]>([
    ['an answer', ['certificate', 'certificate', 'answer', 'certificate', 'certificate']],
    ['another failure', ['certificate', 'certificate', 'refused', 'certificate', 'certificate']],
    ['another that may persist', ['certificate', 'certificate', 'unknown-host', 'certificate', 'certificate']],
  ])('begins anew after %s', (_, kinds) => {
    expect(verdicts(kinds, 20_000)).not.toContain('hopeless');
  });

  it.each<FailureKind>(['refused', 'reset', 'timeout', 'tls', 'dns', 'unreachable', 'protocol', 'redirect'])(
    'of kind %s is waited for till the end',
    (kind) => {
      expect(verdicts(times(100, kind), 60_000)).toEqual(times(100, 'no-answer'));
    },
  );

  it('is not given up with fail-on: none', () => {
    expect(verdicts(times(100, 'certificate'), 60_000, target({ failOn: [] }))).toEqual(times(100, 'no-answer'));
  });

  it('is counted for each target', () => {
    const patience = new Patience();
    for (const [index, name] of ['a', 'b', 'a', 'b'].entries())
      patience.weigh(attempt('certificate', index * 20_000, target({ name })));
    expect(patience.weigh(attempt('certificate', 90_000, target({ name: 'c' }))).verdict.kind).toBe('no-answer');
    expect(patience.weigh(attempt('certificate', 90_000, target({ name: 'a' }))).verdict.kind).toBe('hopeless');
  });
});
