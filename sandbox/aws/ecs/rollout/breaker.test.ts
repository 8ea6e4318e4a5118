import { describe, expect, it } from '@jest/globals';
import type { ThresholdType } from './strategy.ts';
import { breakerThreshold, launchBackOff } from './breaker.ts';

const breaker = (type: ThresholdType, value: number): Parameters<typeof breakerThreshold>[0] => ({
  enable: true,
  rollback: true,
  resetOnHealthyTask: true,
  threshold: { type, value },
});

describe('breakerThreshold', () => {
  it.each([
    ['BOUNDED_PERCENT', 50, 1, 3],
    ['BOUNDED_PERCENT', 50, 25, 13],
    ['BOUNDED_PERCENT', 50, 400, 200],
    ['BOUNDED_PERCENT', 50, 800, 200],
    ['UNBOUNDED_PERCENT', 50, 800, 400],
    ['UNBOUNDED_PERCENT', 10, 1, 1],
    ['UNBOUNDED_PERCENT', 50, 0, 1],
    ['COUNT', 2, 100, 2],
  ] as const)('%s %d at desired count %d is %d', (...[type, value, desired, expected]) => {
    expect(breakerThreshold(breaker(type, value), desired)).toBe(expected);
  });
});

describe('launchBackOff', () => {
  it.each([
    [0, 0],
    [1, 10],
    [2, 20],
    [3, 40],
    [9, 40],
  ])('after %d failures is %d', (failures, expected) => {
    expect(launchBackOff(failures, [10, 20, 40])).toBe(expected);
  });
});
