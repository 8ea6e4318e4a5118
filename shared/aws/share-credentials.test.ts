import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { shareCredentials } from './share-credentials.ts';

const HOUR_MS = 3_600_000;

/** Credentials for an hour, numbered; the answers wait for `open`. */
function source(clock: FakeClock) {
  let fetched = 0;
  const fetch = async () => {
    fetched += 1;
    const accessKeyId = `key-${fetched}`;
    await new Promise(setImmediate);
    return { accessKeyId, secretAccessKey: 'secret', expiration: new Date(clock.now() + HOUR_MS) };
  };
  const ask = shareCredentials(fetch, clock);
  const keys = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, ask))).map(({ accessKeyId }) => accessKeyId);
  return { keys, count: () => fetched };
}

describe('shared credentials', () => {
  it('are fetched once, however many clients ask at a time', async () => {
    const { keys, count } = source(new FakeClock());
    expect(await keys(5)).toEqual(Array.from({ length: 5 }, () => 'key-1'));
    expect(await keys(1)).toEqual(['key-1']);
    expect(count()).toBe(1);
  });

  it('are fetched anew, once, before the clients call them expired', async () => {
    const clock = new FakeClock();
    const { keys, count } = source(clock);
    await keys(1);
    await clock.advance(HOUR_MS - 7 * 60_000);
    expect(await keys(1)).toEqual(['key-1']);
    await clock.advance(2 * 60_000);
    expect(await keys(3)).toEqual(['key-2', 'key-2', 'key-2']);
    expect(count()).toBe(2);
  });

  it('are kept for ever when they do not expire', async () => {
    let fetched = 0;
    const clock = new FakeClock();
    const ask = shareCredentials(() => {
      fetched += 1;
      return Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret' });
    }, clock);
    await ask();
    await clock.advance(24 * HOUR_MS);
    await ask();
    expect(fetched).toBe(1);
  });

  it('are asked for again after a failure', async () => {
    const answers = [
      Promise.reject(new Error('no token')),
      Promise.resolve({ accessKeyId: 'key', secretAccessKey: 's' }),
    ];
    const ask = shareCredentials(
      () => answers.shift() ?? Promise.reject(new Error('asked too often')),
      new FakeClock(),
    );
    await expect(ask()).rejects.toThrow('no token');
    await expect(ask()).resolves.toMatchObject({ accessKeyId: 'key' });
  });
});
