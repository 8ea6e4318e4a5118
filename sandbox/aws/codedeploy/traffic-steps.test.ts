import { describe, expect, it } from '@jest/globals';
import type { TrafficRoutingConfig } from './model.ts';
import { trafficSteps } from './traffic-steps.ts';

describe('trafficSteps', () => {
  it.each<{ routing: TrafficRoutingConfig; weights: readonly number[]; minutes: number }>([
    { routing: { type: 'AllAtOnce' }, weights: [100], minutes: 0 },
    { routing: { type: 'TimeBasedCanary', percentage: 10, minutes: 5 }, weights: [10, 100], minutes: 5 },
    {
      routing: { type: 'TimeBasedLinear', percentage: 10, minutes: 1 },
      weights: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
      minutes: 9,
    },
    { routing: { type: 'TimeBasedLinear', percentage: 40, minutes: 3 }, weights: [40, 80, 100], minutes: 6 },
  ])('$routing.type by $weights', ({ routing, weights, minutes }) => {
    const steps = trafficSteps(routing);
    expect(steps.map(({ weight }) => weight)).toEqual(weights);
    expect(steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(minutes);
    expect(steps.at(-1)?.minutes).toBe(0);
  });
});
