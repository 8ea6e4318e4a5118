import { expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { CallBudget } from './call-budget.ts';

it('lets a burst through, then so many a second, and a burst again after a rest', async () => {
  const clock = new FakeClock();
  const budget = new CallBudget(clock, { burst: 3, perSecond: 4 });
  const take = (count: number): readonly number[] => Array.from({ length: count }, () => budget.take());
  expect(take(5)).toEqual([0, 0, 0, 250, 500]);
  await clock.advance(500);
  expect(take(1)).toEqual([250]);
  await clock.advance(10_000);
  expect(take(4)).toEqual([0, 0, 0, 250]);
});
