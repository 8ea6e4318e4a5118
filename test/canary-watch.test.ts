import { beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateServiceCommand, type DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { CLUSTER, serving, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** A pause before each shift of traffic: at none of it, and at a quarter. */
const CANARY: DeploymentConfiguration = {
  strategy: 'CANARY',
  bakeTimeInMinutes: 0,
  canaryConfiguration: { canaryPercent: 25, canaryBakeTimeInMinutes: 1 },
  lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }],
};
const WATCH = { 'expect-version': 'two', 'version-from': 'json:$.release', 'watch-rate': '40', cluster: '' };

const SERVICES = { good: { twoGroups: true }, worse: { twoGroups: true } };
type ServiceName = keyof typeof SERVICES;

const stage = setStage({ services: SERVICES });

beforeAll(async () => {
  // Not from the beginning: the first deployment would be held as well.
  for (const service of Object.keys(SERVICES)) {
    const update = { cluster: CLUSTER, service, deploymentConfiguration: CANARY };
    await stage.rollouts.ecs.send(new UpdateServiceCommand(update));
  }
});

/** Deploys release two as far as the pause at which it has a quarter of the traffic. */
async function deployCanary(service: ServiceName, variables: string): Promise<Acted> {
  const being = { service, image: stage.image, 'environment-variables': variables };
  expect((await stage.rollouts.act('deploy-ecs', being)).outputs['outcome']).toBe('paused');
  expect(await serving(stage.urlOf(service))).toEqual(['one']);
  return stage.rollouts.act('deploy-ecs', { ...being, 'answer-pause': 'continue' });
}

function watch(service: ServiceName, watchFor: string): Promise<Acted> {
  return stage.rollouts.act('health-verify', { ...WATCH, url: stage.urlOf(service), 'watch-for': watchFor });
}

interface Comparison {
  readonly new: { readonly answers: number; readonly errors: number };
  readonly old: { readonly answers: number; readonly errors: number };
}

const comparison = ({ outputs }: Acted): Comparison => JSON.parse(outputs['comparison'] ?? '') as Comparison;

describe('a canary that is held at a quarter of the traffic', () => {
  it('is healthy beside the old version, and goes on', async () => {
    const variables = 'RELEASE=two';
    expect((await deployCanary('good', variables)).outputs['outcome']).toBe('paused');
    const watched = await watch('good', '10s');
    expect({ exitCode: watched.exitCode, errors: watched.errors }).toEqual({ exitCode: 0, errors: [] });
    expect(watched.outputs).toMatchObject({ result: 'healthy', attempts: '400' });
    expect(JSON.parse(watched.outputs['versions-seen'] ?? '')).toEqual({ one: 300, two: 100 });
    expect(watched.summary).toMatch(/\| Error rate \| 0\.0 % \(0 of 100\) \| 0\.0 % \(0 of 300\) \| not worse/);
    const inputs = {
      service: 'good',
      image: stage.image,
      'environment-variables': variables,
      'answer-pause': 'continue',
    };
    expect((await stage.rollouts.act('deploy-ecs', inputs)).outputs['outcome']).toBe('deployed');
    expect(await serving(stage.urlOf('good'))).toEqual(['two']);
  }, 90_000);

  it('is found worse before the window is over, and goes back', async () => {
    const variables = 'RELEASE=two\nFAIL_EVERY=4';
    expect((await deployCanary('worse', variables)).outputs['outcome']).toBe('paused');
    const watched = await watch('worse', '5m');
    expect(watched.exitCode).toBe(1);
    expect(watched.outputs['result']).toBe('worse');
    expect(watched.errors).toEqual([
      expect.stringMatching(
        /^Version two is worse than the others, clearly so after 15\.\ds: error rate 2\d\.\d % \(\d+ of \d+\) against 0\.0 %/,
      ),
    ]);
    expect(comparison(watched).old.errors).toBe(0);
    expect(comparison(watched).new.errors).toBeGreaterThan(20);
    const inputs = {
      service: 'worse',
      image: stage.image,
      'environment-variables': variables,
      'answer-pause': 'rollback',
    };
    expect((await stage.rollouts.act('deploy-ecs', inputs)).outputs['outcome']).toBe('rolled-back');
    expect(await serving(stage.urlOf('worse'))).toEqual(['one']);
  }, 90_000);
});

describe('a service that has no canary', () => {
  it('gives not enough traffic to compare', async () => {
    const watched = await watch('worse', '3s');
    expect({ exitCode: watched.exitCode, result: watched.outputs['result'] }).toEqual({
      exitCode: 1,
      result: 'not-enough-traffic',
    });
    expect(watched.log).toMatch(/The new version never answered: check expect-version/);
  }, 30_000);
});
