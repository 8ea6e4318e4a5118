import { expect, it } from '@jest/globals';
import { nextWait, type Pace } from './pace.ts';

const quiet: Pace = { age: 300_000, sinceChange: 60_000, throttled: 0, random: 1 };

it.each<{ readonly says: string; readonly pace: Pace; readonly wait: number }>([
  { says: 'calmly when nothing has moved for long', pace: quiet, wait: 5_000 },
  { says: 'eagerly at the beginning', pace: { ...quiet, age: 80_000 }, wait: 1_500 },
  { says: 'eagerly after something moved', pace: { ...quiet, sinceChange: 10_000 }, wait: 1_500 },
  { says: 'eagerly to the end for who is in a hurry', pace: { ...quiet, eager: true }, wait: 1_500 },
  {
    says: 'less and less when throttled, in a hurry or not',
    pace: { ...quiet, eager: true, throttled: 2 },
    wait: 6_000,
  },
])('it is looked $says', ({ pace, wait }) => {
  expect(nextWait(pace)).toBe(wait);
});
