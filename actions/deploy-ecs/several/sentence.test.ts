import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../result.ts';
import { describeEnds, describeStand, someOf } from './sentence.ts';
import { worstOf } from './worst.ts';

const ends = (outcomes: Readonly<Record<string, Outcome>>) =>
  Object.entries(outcomes).map(([label, outcome]) => ({ label, outcome }));
const many = (count: number, outcome: Outcome) =>
  ends(Object.fromEntries(Array.from({ length: count }, (_, place) => [`s${place + 1}`, outcome])));

describe('describeEnds', () => {
  it.each<[string, Readonly<Record<string, Outcome>>]>([
    ['All 2 services are deployed.', { web: 'deployed', api: 'deployed' }],
    ['All 2 services failed (web, api).', { web: 'failed', api: 'failed' }],
    ['Of 2 services 1 is deployed and 1 is unchanged.', { web: 'unchanged', api: 'deployed' }],
    [
      'Of 4 services 1 failed (api), 2 were rolled back (web, jobs) and 1 is deployed.',
      { web: 'rolled-back', api: 'failed', jobs: 'rolled-back', cron: 'deployed' },
    ],
    ['Of 2 services 1 is paused (web) and 1 is being deployed.', { web: 'paused', api: 'started' }],
    [
      'Of 3 services 1 timed out (web), 1 was cancelled (api) and 1 was superseded (jobs).',
      { web: 'timed-out', api: 'cancelled', jobs: 'superseded' },
    ],
    ['All 2 services were looked at in a dry run.', { web: 'dry-run', api: 'dry-run' }],
  ])('%s', (sentence, outcomes) => {
    expect(describeEnds(ends(outcomes))).toBe(sentence);
  });

  it('names ten at most, and counts the rest', () => {
    expect(describeEnds(many(12, 'failed'))).toBe(
      'All 12 services failed (s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, and 2 more).',
    );
    expect(someOf(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
    expect(someOf(['a', 'b', 'c'])).toBe('a, b and c');
  });
});

describe('describeStand', () => {
  it('counts what is done, what went wrong, and what is under way', () => {
    expect(describeStand([], 3)).toBe('0 of 3 services are deployed, 3 under way');
    expect(describeStand(['deployed', 'failed', 'rolled-back', 'failed'], 100)).toBe(
      '1 of 100 services is deployed, 2 failed, 1 rolled-back, 96 under way',
    );
  });
});

describe('worstOf', () => {
  it.each<[Outcome, readonly Outcome[]]>([
    ['failed', ['deployed', 'rolled-back', 'failed', 'timed-out']],
    ['timed-out', ['cancelled', 'timed-out', 'rolled-back']],
    ['rolled-back', ['superseded', 'deployed', 'rolled-back']],
    ['paused', ['started', 'paused', 'deployed']],
    ['deployed', ['unchanged', 'deployed', 'dry-run']],
    ['unchanged', ['unchanged', 'unchanged']],
  ])('%s', (worst, outcomes) => {
    expect(worstOf(outcomes)).toBe(worst);
    expect(worstOf(outcomes.toReversed())).toBe(worst);
  });
});
