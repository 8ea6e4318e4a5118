import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.ts';

describe('FakeClock', () => {
  it('wakes sleepers in the order of their time, and lets each one finish before the next', async () => {
    const clock = new FakeClock({ start: 0 });
    const seen: string[] = [];
    const nap = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      seen.push(`${name}@${clock.now()}`);
    };
    void nap('late', 300);
    void nap('early', 100).then(() => nap('chained', 50));
    void nap('same', 100);
    await clock.advance(200);
    expect(seen).toEqual(['early@100', 'same@100', 'chained@150']);
    expect(clock.now()).toBe(200);
    await clock.advance(100);
    expect(seen.at(-1)).toBe('late@300');
  });

  it('compresses AWS time by its speed', async () => {
    const clock = new FakeClock({ start: 0, speed: 20 });
    const woken = clock.sleep(10_000).then(() => clock.now());
    await clock.advance(10_000);
    await expect(woken).resolves.toBe(500);
    expect(clock.now()).toBe(500);
  });

  it('rejects with the reason of the signal and forgets the sleeper', async () => {
    const clock = new FakeClock();
    const control = new AbortController();
    const asleep = clock.sleep(1000, control.signal);
    expect(clock.sleeping).toBe(1);
    control.abort(new Error('enough'));
    await expect(asleep).rejects.toThrow('enough');
    await expect(clock.sleep(1, control.signal)).rejects.toThrow('enough');
    expect(clock.sleeping).toBe(0);
  });
});
