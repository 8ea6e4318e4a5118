import { expect, it } from '@jest/globals';
import { limits, measureScale } from '../bench/scale.ts';

it('answers at once and stays small with 200 services and 400 tasks, all in the middle of a rollout', async () => {
  const figures = await measureScale({ services: 200, tasksEach: 2, samples: 40 });
  expect(figures.tasks).toBe(400);
  expect(figures.describeOne.median).toBeLessThan(limits.describeMs);
  expect(figures.describeTen.median).toBeLessThan(limits.describeMs);
  expect(figures.memory).toBeLessThan(limits.memoryBytes);
}, 180_000);
