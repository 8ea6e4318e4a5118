import { describe, expect, it } from '@jest/globals';
import { InputError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { NEW, target, VERSIONED } from '#shared/verify/testing';
import { readWatch, type WatchSettings } from './settings.ts';

interface Given {
  readonly targets?: Parameters<typeof readWatch>[1]['targets'];
  readonly requestTimeoutMs?: number;
}

function read(values: Readonly<Record<string, string>>, given: Given = {}): WatchSettings | undefined {
  const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const { targets = [VERSIONED], requestTimeoutMs = 5_000 } = given;
  return readInputs({ env, maskSecret: () => undefined }, (reader) => readWatch(reader, { targets, requestTimeoutMs }));
}

function problems(...args: Parameters<typeof read>): readonly string[] {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ input }) => input);
    throw error;
  }
  return [];
}

describe('the settings of a watch', () => {
  it('are none without watch-for', () => {
    expect(read({ 'watch-rate': '10' })).toBeUndefined();
  });

  it('have the defaults of action.yml', () => {
    expect(read({ 'watch-for': '5m' })).toEqual({
      target: VERSIONED,
      expectVersion: NEW,
      baselineVersion: undefined,
      windowMs: 300_000,
      rate: 5,
      limits: { errorRateIncrease: 0.01, latencyIncrease: 0.25, minSamples: 50 },
    });
  });

  it('are read', () => {
    const inputs = {
      'watch-for': '1h',
      'watch-rate': '0.5',
      'baseline-version': 'v1',
      'max-error-rate-increase': '0.5%',
      'max-latency-increase': '100 %',
      'min-samples': '200',
    };
    expect(read(inputs)).toMatchObject({
      baselineVersion: 'v1',
      windowMs: 3_600_000,
      rate: 0.5,
      limits: { errorRateIncrease: 0.005, latencyIncrease: 1, minSamples: 200 },
    });
  });

  it.each<[string, Parameters<typeof read>, readonly string[]]>([
    ['no version to expect', [{ 'watch-for': '5m' }, { targets: [target()] }], ['expect-version']],
    [
      'a commit that is the expected one, shortened',
      [{ 'watch-for': '5m', 'baseline-version': NEW.slice(0, 9) }],
      ['baseline-version'],
    ],
    ['a window without enough probes', [{ 'watch-for': '19s' }], ['watch-for']],
    [
      'more requests under way than sockets',
      [{ 'watch-for': '5m', 'watch-rate': '50' }, { requestTimeoutMs: 5_100 }],
      ['watch-rate'],
    ],
    ['several URLs', [{ 'watch-for': '5m' }, { targets: [VERSIONED, VERSIONED] }], ['watch-for']],
    ['a record of the release', [{ 'watch-for': '5m', service: 'api', token: 't' }], ['service', 'token']],
    [
      'everything at once',
      [{ 'watch-for': '19s', 'watch-rate': '0', 'min-samples': '1' }],
      ['watch-rate', 'min-samples'],
    ],
  ])('cannot be %s', (_, args, expected) => {
    expect(problems(...args)).toEqual(expected);
  });

  it('may just be enough', () => {
    expect(problems({ 'watch-for': '20s' })).toEqual([]);
    expect(problems({ 'watch-for': '5m', 'watch-rate': '50' })).toEqual([]);
  });
});
