import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.ts';
import { wrapCalls } from './wrap-calls.ts';

function held() {
  const calls: PromiseWithResolvers<string>[] = [];
  const call = (): Promise<string> => {
    const made = Promise.withResolvers<string>();
    calls.push(made);
    return made.promise;
  };
  return { calls, call };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Slots', () => {
  it('let so many calls go on, and the next when one ends, however it ends', async () => {
    const slots = new Slots(2);
    const { calls, call } = held();
    const all = ['a', 'b', 'c', 'd'].map(() => slots.use(call).catch((error: unknown) => error));
    await settle();
    expect(calls).toHaveLength(2);
    calls[0]?.reject(new Error('refused'));
    await settle();
    expect(calls).toHaveLength(3);
    calls[1]?.resolve('second');
    calls[2]?.resolve('third');
    await settle();
    expect(calls).toHaveLength(4);
    calls[3]?.resolve('fourth');
    expect(await Promise.all(all)).toEqual([new Error('refused'), 'second', 'third', 'fourth']);
  });

  it('are free again when nobody waits', async () => {
    const slots = new Slots(1);
    expect(await slots.use(() => Promise.resolve(1))).toBe(1);
    expect(await slots.use(() => Promise.resolve(2))).toBe(2);
  });
});

describe('wrapCalls', () => {
  it('tells what is called with what, and gives what the call gives', async () => {
    const seen: unknown[] = [];
    const api = { read: (name: string) => Promise.resolve(`${name}!`) };
    const wrapped = wrapCalls(api, (call, name, args) => {
      seen.push([name, args]);
      return call();
    });
    expect(await wrapped.read('web')).toBe('web!');
    expect(seen).toEqual([['read', ['web']]]);
  });
});
