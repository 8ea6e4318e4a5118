import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { deploymentConfigurationView } from '../views/deployment-configuration-view.ts';
import { likely } from '../unsure.ts';
import { deploymentConfiguration, readDeploymentConfiguration } from './deployment-configuration.ts';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:check';
const surroundings = {
  lambda: { exists: (arn: string) => arn === functionArn, invoke: () => Promise.resolve({}) },
  unsure: likely,
};
const read = (input: JsonObject): JsonObject =>
  deploymentConfigurationView(readDeploymentConfiguration(deploymentConfiguration(input), surroundings));

const pause = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] };
const blueGreen = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 };
const early = { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'DEFERRED' };
const bluePause = (hook: JsonObject): JsonObject => ({ ...blueGreen, lifecycleHooks: [hook] });

describe('a deployment configuration', () => {
  it.each<readonly [string, JsonObject, JsonObject]>([
    ['rolling', {}, { strategy: 'ROLLING', maximumPercent: 200, minimumHealthyPercent: 100, bakeTimeInMinutes: 0 }],
    ['LINEAR', { strategy: 'LINEAR' }, { linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6 } }],
    ['CANARY', { strategy: 'CANARY' }, { canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 } }],
    [
      'a tenth of a percent',
      { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0.3 } },
      { canaryConfiguration: { canaryPercent: 0.3, canaryBakeTimeInMinutes: 10 } },
    ],
    [
      'a pause',
      bluePause(pause),
      { lifecycleHooks: [{ ...pause, timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' } }] },
    ],
    [
      'a function, which is the default',
      bluePause({ hookTargetArn: functionArn, lifecycleStages: ['TEST_TRAFFIC_SHIFT'], hookDetails: { a: 1 } }),
      { lifecycleHooks: [{ targetType: 'AWS_LAMBDA', hookTargetArn: functionArn, hookDetails: { a: 1 } }] },
    ],
    ['early success', { earlySuccessCriteria: early }, { earlySuccessCriteria: early }],
    [
      'alarms',
      { alarms: { alarmNames: ['a'], enable: true, rollback: true } },
      { alarms: { alarmNames: ['a'], enable: true, rollback: true } },
    ],
  ])('of %s has its defaults', (...[, input, expected]) => {
    expect(read(input)).toMatchObject(expected);
  });

  it.each<readonly [string, JsonObject, string, RegExp]>([
    ['an unknown strategy', { strategy: 'RED_BLACK' }, 'InvalidParameterException', /RED_BLACK/],
    ['no bake time', { strategy: 'BLUE_GREEN' }, 'InvalidParameterException', /bakeTimeInMinutes/],
    ['too long a bake', { bakeTimeInMinutes: 1441 }, 'InvalidParameterException', /1440/],
    ['steps of another strategy', { linearConfiguration: {} }, 'InvalidParameterException', /LINEAR/],
    ['a canary of another', { strategy: 'LINEAR', canaryConfiguration: {} }, 'InvalidParameterException', /CANARY/],
    [
      'too small a step',
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 2.9 } },
      'InvalidParameterException',
      /3\.0 to 100\.0/,
    ],
    [
      'hundredths',
      { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 5.05 } },
      'InvalidParameterException',
      /multiple of 0\.1/,
    ],
    [
      'too long a canary',
      { strategy: 'CANARY', canaryConfiguration: { canaryBakeTimeInMinutes: 2000 } },
      'InvalidParameterException',
      /1440/,
    ],
    [
      'a pause during a shift',
      bluePause({ ...pause, lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
      'InvalidParameterException',
      /PAUSE hooks cannot be configured/,
    ],
    [
      'a hook where there is none',
      bluePause({ ...pause, lifecycleStages: ['BAKE_TIME'] }),
      'InvalidParameterException',
      /BAKE_TIME/,
    ],
    ['a hook without stage', bluePause({ targetType: 'PAUSE' }), 'InvalidParameterException', /lifecycleStages/],
    [
      'too long a pause',
      bluePause({ ...pause, timeoutConfiguration: { timeoutInMinutes: 20161 } }),
      'InvalidParameterException',
      /20160/,
    ],
    [
      'eleven pauses',
      { ...blueGreen, lifecycleHooks: Array.from({ length: 11 }, () => pause) },
      'InvalidParameterException',
      /10 PAUSE/,
    ],
    [
      'an unknown function',
      bluePause({ hookTargetArn: `${functionArn}x`, lifecycleStages: ['POST_SCALE_UP'] }),
      'UnsupportedFeatureException',
      /no Lambda function/,
    ],
    ['hooks of a rolling deployment', { lifecycleHooks: [pause] }, 'UnsupportedFeatureException', /BLUE_GREEN/],
    [
      'early success of blue/green',
      { ...blueGreen, earlySuccessCriteria: early },
      'InvalidParameterException',
      /ROLLING/,
    ],
    ['half an early success', { earlySuccessCriteria: { enable: true } }, 'InvalidParameterException', /requires/],
    [
      'success below the minimum',
      { earlySuccessCriteria: { ...early, healthyPercent: 99 } },
      'InvalidParameterException',
      /minimumHealthyPercent/,
    ],
    ['half an alarm', { alarms: { alarmNames: ['a'], enable: true } }, 'InvalidParameterException', /'rollback'/],
  ])('with %s is refused', (...[, input, code, message]) => {
    expect(() => read(input)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('keeps what an update does not name, and drops the hooks when there are no stages any more', () => {
    const before = readDeploymentConfiguration(deploymentConfiguration(bluePause(pause)), surroundings);
    const next = (input: JsonObject): JsonObject =>
      deploymentConfigurationView(readDeploymentConfiguration(deploymentConfiguration(input), surroundings, before));
    expect(next({ maximumPercent: 150 })).toMatchObject({ ...blueGreen, maximumPercent: 150 });
    expect(next({ strategy: 'ROLLING' })).not.toHaveProperty('lifecycleHooks');
  });
});
