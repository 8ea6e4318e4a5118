import { describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/traffic/load.ts';
import { ended, serving } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const REQUESTS_PER_SECOND = 200;
const NEVER_MADE = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:never-made-abcdef';

const stage = setStage();

describe('a release that fails under load is taken back without one lost request', () => {
  it.each<[name: string, why: string, inputs: () => Readonly<Record<string, string>>]>([
    ['crash', 'crashes at start', () => ({ image: stage.image, 'environment-variables': 'MODE=crash' })],
    ['sick', 'is never healthy', () => ({ image: stage.image, 'environment-variables': 'MODE=sick' })],
    [
      'no-image',
      'has an image that does not exist',
      () => ({ image: `${stage.image.split('@')[0] ?? ''}:never-pushed` }),
    ],
    [
      'no-secret',
      'wants a secret that does not exist',
      () => ({ image: stage.image, secrets: `API_KEY=${NEVER_MADE}` }),
    ],
  ])(
    '%s: it %s',
    async (service, _, inputs) => {
      const url = await stage.rollouts.createService({ name: service, image: stage.image });
      const load = startLoad({
        port: Number(new URL(url).port),
        requestsPerSecond: REQUESTS_PER_SECOND,
        connections: 16,
      });
      const run = await stage.rollouts.act('deploy-ecs', { service, preflight: 'false', ...inputs() });
      expect(ended(run)).toEqual({
        exitCode: 1,
        outcome: 'rolled-back',
      });
      expect(await stage.rollouts.settle(service)).toBe(`${service}:1`);
      const { served, lost, seconds, bodies } = await load.end();
      expect(lost).toEqual([]);
      // The load was there all the time, and nobody was answered by the release that failed.
      expect(served).toBeGreaterThan(seconds * REQUESTS_PER_SECOND * 0.9);
      expect(Object.keys(bodies).filter((body) => body !== '' && !body.includes('"one"'))).toEqual([]);
      expect(await serving(url)).toEqual(['one']);
    },
    60_000,
  );
});
