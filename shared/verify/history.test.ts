import { describe, expect, it } from '@jest/globals';
import { History, type Attempt } from './history.ts';
import type { Target } from './target.ts';
import { answer, scripted, target, VERSIONED } from './testing.ts';
import { judge } from './verdict.ts';

function attempt(letter: string, round: number, of: Target = VERSIONED): Attempt {
  const result = scripted(letter);
  return { round, atMs: round * 1_000, target: of, result, verdict: judge(of, result) };
}

function historyOf(letters: string): History {
  const history = new History();
  for (const [index, letter] of letters.split('').entries()) history.add(attempt(letter, index + 1));
  return history;
}

it('joins equal answers to runs', () => {
  const runs = historyOf('RROOO5NNN').runs.map(({ first, last, count }) => [first.round, last.round, count]);
  expect(runs).toEqual([
    [1, 2, 2],
    [3, 5, 3],
    [6, 6, 1],
    [7, 9, 3],
  ]);
});

it('keeps the runs of several URLs apart', () => {
  const history = new History();
  const other = target({ name: 'other', critical: false });
  for (const round of [1, 2]) {
    history.add(attempt('N', round));
    history.add(attempt('5', round, other));
  }
  expect(history.runs.map(({ first, count }) => [first.target.name, count])).toEqual([
    [VERSIONED.name, 2],
    ['other', 2],
  ]);
  expect(history.lastMiss).toBeUndefined();
});

it('keeps the beginning of a body only, and says that it was cut', () => {
  const history = new History();
  const result = answer(500, { body: 'x'.repeat(1_000_000) });
  history.add({ round: 1, atMs: 0, target: VERSIONED, result, verdict: judge(VERSIONED, result) });
  expect(history.lastMiss?.result).toMatchObject({ truncated: true, body: `${'x'.repeat(2_048)}\n… (cut)` });
});

it('stays within bounds', () => {
  const history = historyOf('NO'.repeat(1_000));
  expect(history.runs).toHaveLength(60);
  expect(history.droppedRuns).toBe(1_940);
  expect(history.attempts.head).toHaveLength(200);
  expect(history.attempts.tail).toHaveLength(800);
  expect(history.attempts.dropped).toBe(1_000);
  expect(history.attempts.tail.at(-1)?.round).toBe(2_000);
});

it('counts versions, and those of a server that never repeats one together', () => {
  const history = new History();
  for (let count = 0; count < 80; count += 1) {
    const result = answer(200, { headers: { 'x-version': `v${count}` } });
    history.add({ round: count, atMs: 0, target: VERSIONED, result, verdict: judge(VERSIONED, result) });
  }
  expect([history.versions.size, history.versions.get('(others)'), history.lastVersion]).toEqual([51, 30, 'v79']);
});

describe('percentiles', () => {
  it.each([
    [[], undefined, undefined],
    [[7], 7, 7],
    [[4, 1, 3, 2], 2, 4],
    [Array.from({ length: 100 }, (_, index) => index + 1), 50, 95],
  ])('of %j', (latencies, p50, p95) => {
    const history = new History();
    for (const ms of latencies) {
      const result = answer(200, { ms });
      history.add({ round: 1, atMs: 0, target: target(), result, verdict: judge(target(), result) });
    }
    expect([history.percentileMs(0.5), history.percentileMs(0.95)]).toEqual([p50, p95]);
  });

  it('leave out probes that got no answer', () => {
    expect(historyOf('RRR').percentileMs(0.5)).toBeUndefined();
  });
});
