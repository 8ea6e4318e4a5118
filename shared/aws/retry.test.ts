import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { withRetry } from './retry.ts';

const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

function failing(
  times: number,
  error: Error = throttled,
): { readonly call: () => Promise<string>; readonly calls: () => number } {
  let calls = 0;
  return {
    call: () => {
      calls += 1;
      return calls <= times ? Promise.reject(error) : Promise.resolve('done');
    },
    calls: () => calls,
  };
}

describe('withRetry', () => {
  it('waits longer each time, up to the cap', async () => {
    const clock = new FakeClock({ auto: true });
    const { call } = failing(6);
    await expect(withRetry(call, { clock, random: () => 1, baseMs: 100, capMs: 1_000 })).resolves.toBe('done');
    expect(clock.sleeps).toEqual([200, 400, 800, 1_000, 1_000, 1_000]);
  });

  it('gives up after the last attempt with the last error', async () => {
    const { call, calls } = failing(99);
    await expect(withRetry(call, { clock: new FakeClock({ auto: true }), random: () => 0, attempts: 3 })).rejects.toBe(
      throttled,
    );
    expect(calls()).toBe(3);
  });

  it('does not try again what cannot heal', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { call, calls } = failing(1, denied);
    await expect(withRetry(call, { clock: new FakeClock({ auto: true }), random: () => 0 })).rejects.toBe(denied);
    expect(calls()).toBe(1);
  });

  it('ends its wait when the job is cancelled', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const cancelled = new Error('cancelled');
    const result = withRetry(failing(1).call, { clock, random: () => 1, signal: controller.signal });
    setImmediate(() => {
      controller.abort(cancelled);
    });
    await expect(result).rejects.toBe(cancelled);
  });
});
