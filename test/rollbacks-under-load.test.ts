import { describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/traffic/load.ts';
import { serving, told, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const REQUESTS_PER_SECOND = 200;

const stage = setStage();

const ship = (service: string, inputs: Readonly<Record<string, string>>): Promise<Acted> =>
  stage.rollouts.act('deploy-ecs', { service, image: stage.image, preflight: 'false', ...inputs });

describe('under load, the way back loses no request', () => {
  it.each([
    {
      service: 'crashing',
      // Left to ECS, which goes on starting tasks that crash.
      inputs: { 'environment-variables': 'MODE=crash', 'on-failure': 'leave' },
      outcome: 'failed',
      method: 'stop-deployment',
    },
    {
      service: 'lying',
      // Healthy to every check, and not the release that was asked for.
      inputs: { 'environment-variables': 'RELEASE=lie' },
      outcome: 'deployed',
      method: 'update-service',
    },
  ])(
    'from a $service release',
    async ({ service, inputs, outcome, method }) => {
      const url = await stage.rollouts.createService({ name: service, image: stage.image });
      const load = startLoad({
        port: Number(new URL(url).port),
        requestsPerSecond: REQUESTS_PER_SECOND,
        connections: 16,
      });
      expect((await ship(service, inputs)).outputs['outcome']).toBe(outcome);
      const run = await stage.rollouts.act('rollback', { service, 'only-if-current': `${service}:2` });
      expect(told(run)).toEqual({
        exitCode: 0,
        outcome: 'rolled-back',
        errors: [],
      });
      expect(run.outputs['method']).toBe(method);
      expect(await stage.rollouts.settle(service)).toBe(`${service}:1`);
      const { served, lost, seconds, bodies } = await load.end();
      expect(lost).toEqual([]);
      expect(served).toBeGreaterThan(seconds * REQUESTS_PER_SECOND * 0.9);
      // The load was answered by the release that lies, and never by the one that crashes.
      expect(Object.keys(bodies).some((body) => body.includes('"lie"'))).toBe(service === 'lying');
      expect(await serving(url)).toEqual(['one']);
    },
    60_000,
  );
});
