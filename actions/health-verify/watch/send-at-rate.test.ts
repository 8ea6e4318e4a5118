import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { sendAtRate } from './send-at-rate.ts';

async function sent(rate: number, windowMs: number, busyMs: (turn: number) => number = () => 0) {
  const clock = new FakeClock({ auto: true });
  const times: number[] = [];
  const send = (): void => {
    times.push(clock.elapsed());
    void clock.sleep(busyMs(times.length)); // an automatic clock: the time is gone at once
  };
  await sendAtRate({ rate, windowMs, clock, signal: new AbortController().signal, send });
  return { times, endedAt: clock.elapsed() };
}

describe('sendAtRate', () => {
  it.each([
    [5, 1_000, [0, 200, 400, 600, 800]],
    [0.5, 6_000, [0, 2_000, 4_000]],
    [1, 2_500, [0, 1_000, 2_000]],
  ])('sends %d a second for %d ms', async (rate, windowMs, expected) => {
    expect(await sent(rate, windowMs)).toEqual({ times: expected, endedAt: windowMs });
  });

  it('does not drift over hours, nor when each time is late', async () => {
    const { times } = await sent(3, 7_200_000, () => 7);
    expect(times).toHaveLength(21_600);
    expect(Math.max(...times.map((time, turn) => Math.abs(time - (turn * 1_000) / 3)))).toBeLessThan(0.01);
  });

  it('makes up for a short stall', async () => {
    const { times } = await sent(10, 1_000, (turn) => (turn === 3 ? 450 : 0));
    expect(times).toEqual([0, 100, 200, 650, 650, 650, 650, 700, 800, 900]);
  });

  it('leaves out what is more than a second late', async () => {
    const { times } = await sent(2, 6_000, (turn) => (turn === 2 ? 3_000 : 0));
    expect(times).toEqual([0, 500, 3_500, 3_500, 3_500, 4_000, 4_500, 5_000, 5_500]); // 1.0, 1.5 and 2.0 s are left out
  });

  it('ends at once when it is given up', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    let count = 0;
    const sending = sendAtRate({
      rate: 2,
      windowMs: 60_000,
      clock,
      signal: controller.signal,
      send: () => (count += 1),
    });
    const ended = expect(sending).rejects.toThrow('cancelled');
    await clock.advance(1_200);
    controller.abort(new Error('cancelled'));
    await ended;
    expect(count).toBe(3);
  });
});
