import { beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateServiceCommand, type DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { CLUSTER, ended, told, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** From the second deployment on: the first one would take as long. */
const STRATEGIES: Readonly<Record<string, DeploymentConfiguration>> = {
  baking: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 600 },
  canary: {
    strategy: 'CANARY',
    bakeTimeInMinutes: 0,
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 600 },
  },
  held: {
    strategy: 'BLUE_GREEN',
    bakeTimeInMinutes: 0,
    lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_PRODUCTION_TRAFFIC_SHIFT'] }],
  },
  finished: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
};

const stage = setStage({
  services: Object.fromEntries(Object.keys(STRATEGIES).map((name) => [name, { twoGroups: true }])),
  speed: 100,
  tasks: 'simulated',
});

beforeAll(async () => {
  for (const [service, deploymentConfiguration] of Object.entries(STRATEGIES)) {
    const update = { cluster: CLUSTER, service, deploymentConfiguration };
    await stage.rollouts.ecs.send(new UpdateServiceCommand(update));
  }
});

function ship(service: string, inputs: Readonly<Record<string, string>>): Promise<Acted> {
  const being = { image: stage.image, 'environment-variables': 'RELEASE=two', 'wait-for-minutes': '60' };
  return stage.rollouts.act('deploy-ecs', { service, ...being, ...inputs });
}

const rollBack = (service: string, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> =>
  stage.rollouts.act('rollback', { service, 'wait-for-minutes': '60', ...inputs });

describe('a deployment whose traffic has moved, or begins to', () => {
  it.each([
    { service: 'baking', where: 'in its bake time', inputs: { 'wait-for': 'healthy' }, outcome: 'deployed' },
    { service: 'canary', where: 'between its shifts', inputs: { 'wait-for': 'none' }, outcome: 'started' },
    { service: 'held', where: 'held by a pause', inputs: {}, outcome: 'paused' },
  ])('is stopped $where, and nothing is deployed anew', async ({ service, inputs, outcome }) => {
    expect((await ship(service, inputs)).outputs['outcome']).toBe(outcome);
    const run = await rollBack(service, { 'only-if-current': `${service}:2` });
    expect(told(run)).toEqual({
      exitCode: 0,
      outcome: 'rolled-back',
      errors: [],
    });
    expect(run.outputs['method']).toBe('stop-deployment');
    expect(run.outputs['to']).toMatch(new RegExp(`:task-definition/${service}:1$`));
    expect(run.writes.filter((name) => name !== 'TagResource')).toEqual(['StopServiceDeployment']);
    expect(await stage.rollouts.settle(service)).toBe(`${service}:1`);
  });
});

describe('a deployment that is over', () => {
  it('is replaced by the strategy of the service, which is said', async () => {
    expect((await ship('finished', {})).outputs['outcome']).toBe('deployed');
    const would = await rollBack('finished', { 'dry-run': 'true', 'wait-for-minutes': '1' });
    const says = "The way back is a deployment by the service's own strategy: blue-green, then 2 minutes of bake time.";
    expect(would.log).toContain(`${says} This step waits for 1 minutes (wait-for-minutes), which is shorter.`);
    const run = await rollBack('finished');
    expect(ended(run)).toEqual({
      exitCode: 0,
      outcome: 'rolled-back',
    });
    expect(run.outputs['method']).toBe('update-service');
    expect(run.log).toContain(says);
    expect(await stage.rollouts.settle('finished')).toBe('finished:1');
  });
});
