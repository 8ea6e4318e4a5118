import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { planStrategy, readStrategy } from './strategy.ts';

function parse(inputs: Readonly<Record<string, string>>) {
  const env = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]));
  return readInputs({ env, maskSecret: () => undefined }, readStrategy);
}

const loadBalancer = { targetGroupArn: 'tg', containerName: 'web', containerPort: 8080 };
const advancedConfiguration = { alternateTargetGroupArn: 'tg2', productionListenerRule: 'rule', roleArn: 'role' };
const rolling = { serviceName: 'web', loadBalancers: [{ ...loadBalancer, advancedConfiguration }] };
const canary = {
  ...rolling,
  deploymentConfiguration: {
    strategy: 'CANARY' as const,
    maximumPercent: 200,
    bakeTimeInMinutes: 5,
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
  },
};

describe('readStrategy', () => {
  it('reads percents with one decimal, and times as whole minutes', () => {
    const inputs = { strategy: 'canary', 'canary-percent': '2.5%', 'step-bake-time': '120s', 'bake-time': '1h' };
    expect(parse(inputs)).toEqual({
      strategy: 'CANARY',
      canaryPercent: 2.5,
      stepPercent: undefined,
      stepBakeMinutes: 2,
      bakeMinutes: 60,
    });
  });

  it.each([
    ['canary-percent', '5,25,50', 'names 3 steps (5, 25, 50)', 'step-percent: 25 (4 shifts', 'canary-percent: 5.'],
    ['canary-percent', '10%, 100%', 'names 2 steps (10, 100)', 'step-percent: 50 (2 shifts', 'canary-percent: 10.'],
    ['step-percent', '20\n50', 'names 2 steps (20, 50)', 'step-percent: 33.4 (3 shifts', 'canary-percent: 20.'],
  ])('says what comes nearest to the steps %s: %j', (input, value, ...told) => {
    const refusal = (): unknown => parse({ [input]: value });
    for (const part of [...told, 'Amazon ECS has no list of them', 'PRE_PRODUCTION_TRAFFIC_SHIFT'])
      expect(refusal).toThrow(part);
  });

  it('asks for nothing by itself', () => {
    expect(new Set(Object.values(parse({})))).toEqual(new Set([undefined]));
  });
});

describe('planStrategy', () => {
  it('sends nothing when nothing is asked, or when the service has it so', () => {
    const description =
      'canary, 10 % first and the rest after 5 minutes, then 5 minutes of bake time: 10 minutes at least';
    for (const inputs of [{}, { 'canary-percent': '10' }, { strategy: 'canary', 'bake-time': '5m' }]) {
      expect(planStrategy(canary, parse(inputs))).toEqual({
        update: undefined,
        description,
        leastMinutes: 10,
        lost: [],
      });
    }
  });

  it('sends the whole configuration when it changes', () => {
    const { update } = planStrategy(canary, parse({ 'canary-percent': '20' }));
    expect(update).toEqual({
      ...canary.deploymentConfiguration,
      canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 5 },
    });
  });

  it('completes a rolling deployment early where the service keeps fewer tasks healthy, and says what it costs', () => {
    const half = { ...rolling, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 200 } };
    const { update, description } = planStrategy(half, parse({ 'early-success-percent': '75' }));
    expect(update?.earlySuccessCriteria).toEqual({
      enable: true,
      healthyPercent: 75,
      sourceServiceRevisionCleanup: 'DEFERRED',
    });
    expect(description).toBe(
      'rolling, completed as soon as 75 % of the new tasks are healthy; from then on neither circuit breaker nor alarms take it back, and it cannot be stopped',
    );
    expect(() => planStrategy(half, parse({ 'early-success-percent': '40' }))).toThrow(
      "early-success-percent: is 40, below the service's minimumHealthyPercent of 50",
    );
    expect(planStrategy(half, parse({ 'early-success-percent': '0' })).description).toBe('rolling');
  });

  it('refuses a number that does not belong to the strategy of the service', () => {
    expect(() => planStrategy(canary, parse({ 'step-percent': '20' }))).toThrow(
      "step-percent: does not belong to canary, which is the service's own strategy; give strategy as well.",
    );
    expect(() => planStrategy(rolling, parse({ 'bake-time': '5m' }))).toThrow('bake-time: does not belong to rolling');
  });

  it('refuses a strategy for which the service lacks something, but not the one it has', () => {
    const bare = { serviceName: 'web', loadBalancers: [loadBalancer] };
    expect(() => planStrategy(bare, parse({ strategy: 'canary' }))).toThrow(
      /strategy: service web lacks alternateTargetGroupArn/,
    );
    expect(planStrategy(bare, parse({ strategy: 'rolling' })).update).toBeUndefined();
    const own = { ...bare, deploymentConfiguration: canary.deploymentConfiguration };
    expect(planStrategy(own, parse({})).update).toBeUndefined();
  });
});
