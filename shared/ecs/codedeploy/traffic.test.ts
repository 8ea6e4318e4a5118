import { expect, it } from '@jest/globals';
import type { CodeDeployConfig, CodeDeployGroup } from './api.ts';
import { paceOf } from './traffic.ts';

const canary: CodeDeployConfig['trafficRoutingConfig'] = {
  type: 'TimeBasedCanary',
  timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 },
};
const linear: CodeDeployConfig['trafficRoutingConfig'] = {
  type: 'TimeBasedLinear',
  timeBasedLinear: { linearPercentage: 30, linearInterval: 1 },
};
const keeping: CodeDeployGroup = {
  blueGreenDeploymentConfiguration: {
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
    deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 30 },
  },
};

const cases: readonly (readonly [string, Parameters<typeof paceOf>[1], ReturnType<typeof paceOf>])[] = [
  [
    'all at once',
    { config: { trafficRoutingConfig: { type: 'AllAtOnce' } }, group: {} },
    { description: 'AWS CodeDeploy, NAME (all traffic at once)', shiftMinutes: 0, keptMinutes: 0 },
  ],
  [
    'a canary',
    { config: { trafficRoutingConfig: canary }, group: {} },
    {
      description: 'AWS CodeDeploy, NAME (10 % of the traffic first and the rest after 5 minutes)',
      shiftMinutes: 5,
      keptMinutes: 0,
    },
  ],
  [
    'steps that do not add up to 100',
    { config: { trafficRoutingConfig: linear }, group: {} },
    {
      description: 'AWS CodeDeploy, NAME (30 % of the traffic every 1 minute)',
      shiftMinutes: 3,
      keptMinutes: 0,
    },
  ],
  [
    'a configuration that may not be read, and waits',
    { config: undefined, group: keeping },
    {
      description: 'AWS CodeDeploy, NAME, after somebody has continued it, then the old tasks are kept for 60 minutes',
      shiftMinutes: 0,
      keptMinutes: 60,
    },
  ],
];

it.each(cases)('tells the pace of %s', (_, facts, pace) => {
  expect(paceOf('NAME', facts)).toEqual(pace);
});
