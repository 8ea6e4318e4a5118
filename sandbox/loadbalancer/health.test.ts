import { describe, expect, it } from '@jest/globals';
import { newcomer, observe, sameHealth } from './health.ts';
import type { CheckOutcome } from './health.ts';

const thresholds = { healthyThreshold: 3, unhealthyThreshold: 2 };
const passed: CheckOutcome = { kind: 'passed' };
const timeout: CheckOutcome = { kind: 'timeout' };
const status502: CheckOutcome = { kind: 'mismatch', status: 502 };

function after(...outcomes: readonly CheckOutcome[]) {
  return outcomes.reduce((record, outcome) => observe(record, outcome, thresholds), newcomer).health;
}

describe('observe', () => {
  it.each([
    { name: 'no check yet', outcomes: [], health: { state: 'initial' } },
    { name: 'one pass too few', outcomes: [passed, passed], health: { state: 'initial' } },
    { name: 'enough passes', outcomes: [passed, passed, passed], health: { state: 'healthy' } },
    {
      name: 'passes that are not consecutive',
      outcomes: [passed, passed, timeout, passed],
      health: { state: 'initial' },
    },
    { name: 'one failure too few', outcomes: [timeout], health: { state: 'initial' } },
    {
      name: 'enough failures name the last one',
      outcomes: [timeout, status502],
      health: { state: 'unhealthy', failure: status502 },
    },
    {
      name: 'a healthy target survives a single failure',
      outcomes: [passed, passed, passed, timeout],
      health: { state: 'healthy' },
    },
    {
      name: 'an unhealthy target stays so until the threshold',
      outcomes: [timeout, timeout, passed, passed],
      health: { state: 'unhealthy', failure: timeout },
    },
    {
      name: 'and shows its latest failure at once',
      outcomes: [timeout, timeout, passed, status502],
      health: { state: 'unhealthy', failure: status502 },
    },
    {
      name: 'it recovers',
      outcomes: [timeout, timeout, passed, passed, passed],
      health: { state: 'healthy' },
    },
  ] as const)('$name', ({ outcomes, health }) => {
    expect(after(...outcomes)).toEqual(health);
  });
});

describe('sameHealth', () => {
  it('tells failures apart by kind and status', () => {
    const unhealthy = (failure: Exclude<CheckOutcome, { kind: 'passed' }>) =>
      ({ state: 'unhealthy', failure }) as const;
    expect(sameHealth({ state: 'healthy' }, { state: 'healthy' })).toBe(true);
    expect(sameHealth({ state: 'initial' }, { state: 'healthy' })).toBe(false);
    expect(sameHealth(unhealthy({ kind: 'timeout' }), unhealthy({ kind: 'error' }))).toBe(false);
    expect(sameHealth(unhealthy({ kind: 'mismatch', status: 500 }), unhealthy({ kind: 'mismatch', status: 502 }))).toBe(
      false,
    );
    expect(sameHealth(unhealthy({ kind: 'mismatch', status: 500 }), unhealthy({ kind: 'mismatch', status: 500 }))).toBe(
      true,
    );
  });
});
