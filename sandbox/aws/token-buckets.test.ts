import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { ecsBuckets, TokenBuckets } from './token-buckets.ts';

/** How many calls in a row are let through. */
function allowed(buckets: TokenBuckets, operation: string): number {
  let count = 0;
  while (count < 1000 && buckets.take(operation)) count += 1;
  return count;
}

describe('the token buckets of ECS', () => {
  it.each([
    ['RegisterTaskDefinition', 20, 1],
    ['DescribeTaskDefinition', 50, 20],
    ['UpdateService', 50, 5],
    ['DescribeServices', 100, 20],
    ['DescribeServiceDeployments', 50, 20],
    ['ListTasks', 100, 20],
    ['StopTask', 100, 40],
    ['TagResource', 20, 10],
    ['CreateCluster', 20, 1],
  ])('let %s through %i times at once, then %i times a second', async (operation, burst, perSecond) => {
    const clock = new FakeClock();
    const buckets = new TokenBuckets(ecsBuckets, clock);
    expect(allowed(buckets, operation)).toBe(burst);
    await clock.advance(1000);
    expect(allowed(buckets, operation)).toBe(perSecond);
  });

  it('hold no more than the burst, however long nobody calls', async () => {
    const clock = new FakeClock();
    const buckets = new TokenBuckets(ecsBuckets, clock);
    await clock.advance(3_600_000);
    expect(allowed(buckets, 'UpdateService')).toBe(50);
  });

  it('are shared by the operations of one row', () => {
    const buckets = new TokenBuckets(ecsBuckets, new FakeClock());
    expect(allowed(buckets, 'CreateService')).toBe(50);
    expect(buckets.take('DeleteService')).toBe(false);
    expect(buckets.take('DescribeServices')).toBe(true);
  });

  it('refill in AWS time', async () => {
    const clock = new FakeClock({ speed: 20 });
    const buckets = new TokenBuckets(ecsBuckets, clock);
    allowed(buckets, 'UpdateService');
    await clock.advance(1000); // of AWS time: 50 ms on the wall
    expect(allowed(buckets, 'UpdateService')).toBe(5);
  });

  it('know nothing of operations the documentation has no limit for', () => {
    expect(allowed(new TokenBuckets(ecsBuckets, new FakeClock()), 'StopServiceDeployment')).toBe(1000);
  });
});
