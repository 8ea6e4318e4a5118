import { describe, expect, it } from '@jest/globals';
import type { EcsDeploymentConfiguration, EcsService } from '../api.ts';
import { applyStrategy, lostBy, type StrategyRequest } from './change.ts';
import { describeStrategy, leastMinutes } from './describe.ts';
import { missingFor } from './requirements.ts';

const nothing: StrategyRequest = {
  strategy: undefined,
  canaryPercent: undefined,
  stepPercent: undefined,
  stepBakeMinutes: undefined,
  bakeMinutes: undefined,
  earlySuccessPercent: undefined,
};
const guarded = {
  maximumPercent: 150,
  minimumHealthyPercent: 50,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  alarms: { alarmNames: ['errors'], enable: true, rollback: true },
} as const;
const pause = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] } as const;
const hooks = { lifecycleHooks: [{ ...pause, lifecycleStages: [...pause.lifecycleStages] }] };
const alarms = { alarms: { ...guarded.alarms, alarmNames: [...guarded.alarms.alarmNames] } };
const rolling: EcsDeploymentConfiguration = { ...guarded, ...alarms };
const early = { earlySuccessCriteria: { enable: true, healthyPercent: 100 } };
const canary: EcsDeploymentConfiguration = {
  ...rolling,
  ...hooks,
  strategy: 'CANARY',
  bakeTimeInMinutes: 5,
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 3 },
};

describe('applyStrategy', () => {
  it.each<[string, readonly [EcsDeploymentConfiguration | undefined, Partial<StrategyRequest>], object]>([
    [
      'keeps percents, breaker and alarms',
      [rolling, { strategy: 'BLUE_GREEN', bakeMinutes: 2 }],
      { ...rolling, strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
    ],
    [
      'changes one number of the own strategy and keeps the other, and the hooks',
      [canary, { canaryPercent: 20 }],
      { ...canary, canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 3 } },
    ],
    [
      'leaves out the settings of another strategy',
      [canary, { strategy: 'LINEAR', stepPercent: 25, stepBakeMinutes: 1 }],
      {
        ...rolling,
        ...hooks,
        bakeTimeInMinutes: 5,
        strategy: 'LINEAR',
        linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 1 },
      },
    ],
    [
      'completes a rolling deployment early, without waiting for the old tasks',
      [rolling, { earlySuccessPercent: 75 }],
      {
        ...rolling,
        earlySuccessCriteria: { enable: true, healthyPercent: 75, sourceServiceRevisionCleanup: 'DEFERRED' },
      },
    ],
    [
      'switches an early success off',
      [{ ...rolling, ...early }, { earlySuccessPercent: 0 }],
      { ...rolling, earlySuccessCriteria: { enable: false } },
    ],
    [
      'leaves out hooks in a rolling deployment',
      [canary, { strategy: 'ROLLING' }],
      { ...rolling, bakeTimeInMinutes: 5, strategy: 'ROLLING' },
    ],
    [
      'leaves out early success elsewhere',
      [{ ...rolling, ...early }, { strategy: 'CANARY' }],
      { ...rolling, strategy: 'CANARY' },
    ],
    ['begins with nothing', [undefined, { strategy: 'CANARY' }], { strategy: 'CANARY' }],
  ])('%s', (_, [current, request], configuration) => {
    expect(applyStrategy(current, { ...nothing, ...request })).toEqual({ configuration, changes: true });
  });

  it.each<[string, EcsDeploymentConfiguration | undefined, Partial<StrategyRequest>]>([
    ['nothing asked', canary, {}],
    ['asked for what is', canary, { strategy: 'CANARY', canaryPercent: 10, stepBakeMinutes: 3, bakeMinutes: 5 }],
    ['rolling, which is the default', rolling, { strategy: 'ROLLING' }],
    ['rolling of nothing', undefined, { strategy: 'ROLLING' }],
  ])('changes nothing: %s', (_, current, request) => {
    expect(applyStrategy(current, { ...nothing, ...request }).changes).toBe(false);
  });

  it('says what the change would lose', () => {
    const lost = (current: EcsDeploymentConfiguration, strategy: StrategyRequest['strategy']) =>
      lostBy(current, applyStrategy(current, { ...nothing, strategy }));
    expect(lost(canary, 'ROLLING')).toEqual([expect.stringContaining('1 lifecycle hooks')]);
    expect(lost({ ...rolling, ...early }, 'CANARY')).toEqual([expect.stringContaining('earlySuccessCriteria')]);
    expect(lost(canary, 'LINEAR')).toEqual([]);
  });
});

describe('describeStrategy and leastMinutes', () => {
  it.each<[string, number, EcsDeploymentConfiguration]>([
    ['rolling', 0, { bakeTimeInMinutes: 9 }],
    ['blue-green, then 5 minutes of bake time', 5, { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 }],
    ['blue-green', 0, { strategy: 'BLUE_GREEN' }],
    ['canary, 10 % first and the rest after 3 minutes, then 5 minutes of bake time: 8 minutes at least', 8, canary],
    ['canary, 5 % first and the rest after 10 minutes: 10 minutes at least', 10, { strategy: 'CANARY' }],
    [
      'linear, 25 % every 1 minute: 3 minutes at least',
      3,
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 1 } },
    ],
    ['linear, 10 % every 6 minutes: 54 minutes at least', 54, { strategy: 'LINEAR' }],
    [
      'linear, 3.3 % every 1 minute: 30 minutes at least',
      30,
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 3.3, stepBakeTimeInMinutes: 1 } },
    ],
  ])('%s', (words, minutes, configuration) => {
    expect(describeStrategy(configuration)).toBe(words);
    expect(leastMinutes(configuration)).toBe(minutes);
  });
});

describe('missingFor', () => {
  const plain = { targetGroupArn: 'tg', containerName: 'web', containerPort: 8080 };
  const advancedConfiguration = { alternateTargetGroupArn: 'tg2', productionListenerRule: 'rule', roleArn: 'role' };
  const ruleless = { ...advancedConfiguration, productionListenerRule: '' };
  const connected = { deployments: [{ serviceConnectConfiguration: { enabled: true } }] };
  const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 } as const;

  it.each<[string, readonly [EcsService, EcsDeploymentConfiguration], readonly RegExp[]]>([
    ['rolling needs nothing', [{ loadBalancers: [plain] }, { strategy: 'ROLLING' }], []],
    ['a load balancer with both groups', [{ loadBalancers: [{ ...plain, advancedConfiguration }] }, canary], []],
    [
      'a load balancer with one group',
      [{ loadBalancers: [plain] }, canary],
      [/lacks alternateTargetGroupArn, productionListenerRule, roleArn in .* for web:8080/],
    ],
    [
      'a load balancer without rule',
      [{ loadBalancers: [{ ...plain, advancedConfiguration: ruleless }] }, canary],
      [/lacks productionListenerRule in/],
    ],
    [
      'a Classic Load Balancer',
      [{ loadBalancers: [{ loadBalancerName: 'old' }] }, canary],
      [/Classic Load Balancer old/],
    ],
    ['no traffic', [{}, canary], [/neither a load balancer nor Service Connect/]],
    ['Service Connect', [connected, canary], []],
    ['no traffic, which blue-green can do with', [{}, blueGreen], []],
    ['no bake time', [{}, { strategy: 'BLUE_GREEN' }], [/no bake time yet/]],
  ])('%s', (_, [service, configuration], problems) => {
    expect(missingFor(service, configuration)).toEqual(problems.map((words) => expect.stringMatching(words)));
  });
});
