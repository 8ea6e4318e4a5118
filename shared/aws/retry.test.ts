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

  it('tries eight times, with full jitter below half a second doubled each time and ten seconds', async () => {
    const clock = new FakeClock({ auto: true });
    const { call, calls } = failing(99);
    const chances = [0, 1, 0.5, 1, 1, 0.25, 1];
    const random = (): number => chances[clock.sleeps.length] ?? 0;
    await expect(withRetry(call, { clock, random })).rejects.toBe(throttled);
    expect(calls()).toBe(8);
    expect(clock.sleeps).toEqual([0, 2_000, 2_000, 8_000, 10_000, 2_500, 10_000]);
  });

  it.each([
    ['throttling', throttled],
    [
      'two registrations of a family at a time',
      Object.assign(new Error('Too many concurrent attempts to create a new revision of the specified family.'), {
        name: 'ClientException',
        $metadata: { httpStatusCode: 400 },
      }),
    ],
    ['a server fault', Object.assign(new Error(''), { name: 'ServerException' })],
    ['a connection that was reset', Object.assign(new Error(''), { code: 'ECONNRESET' })],
  ])('tries again after %s', async (_, error) => {
    const { call } = failing(7, error);
    await expect(withRetry(call, { clock: new FakeClock({ auto: true }), random: () => 1 })).resolves.toBe('done');
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
