import { describe, expect, it } from '@jest/globals';
import { play } from './testing/random/history.ts';

/** `SANDBOX_SEED=4711` plays that history alone, `SANDBOX_HISTORIES=5000` as many. */
const { SANDBOX_HISTORIES, SANDBOX_SEED } = process.env;
const first = Number(SANDBOX_SEED ?? 1);
const count = SANDBOX_SEED === undefined ? Number(SANDBOX_HISTORIES ?? 100) : 1;

describe('random histories', () => {
  it(`keep every promise, and come to rest: seeds ${first} to ${first + count - 1}`, async () => {
    for (let seed = first; seed < first + count; seed += 1) {
      await expect(play(seed)).resolves.toBeUndefined();
    }
  }, 600_000);
});
