import { describe, expect, it } from '@jest/globals';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import type { TargetGroupFacts } from './api.ts';
import { toFindings } from './finding.ts';
import { checkTargetGroup, usedTargetGroups } from './target-groups.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject, type SubjectOptions } from './testing/subjects.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef';
const fine: TargetGroupFacts = {
  targetType: 'ip',
  loadBalancers: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1'],
  interval: 10,
  healthyThreshold: 2,
  unhealthyThreshold: 4,
};
const graced = { healthCheckGracePeriodSeconds: 60 };
const starting = [{ name: 'web', healthCheck: { command: ['true'], startPeriod: 90 } }];

it('tells once what both groups of a pair are noted for', async () => {
  const targetGroup = () => Promise.resolve({ ...fine, unhealthyThreshold: 2 });
  const outcomes = [ARN, ARN.replace('/web/', '/web-green/')].map((arn) =>
    checkTargetGroup(arn, subject(), fakeTools({ targetGroup })),
  );
  expect(toFindings((await Promise.all(outcomes)).flat())).toHaveLength(1);
});

it('looks at both groups of a pair', () => {
  const loadBalancers = [
    {
      targetGroupArn: 'blue',
      advancedConfiguration: { alternateTargetGroupArn: 'green', productionListenerRule: 'r', roleArn: 'r' },
    },
    { targetGroupArn: 'blue' },
    {},
  ];
  expect(usedTargetGroups(subject({ service: { loadBalancers } }))).toEqual(['blue', 'green']);
});

describe('a target group', () => {
  it.each<[string, Partial<TargetGroupFacts>, SubjectOptions, readonly unknown[]]>([
    ['that fits', {}, {}, []],
    [
      'for instances',
      { targetType: 'instance' },
      {},
      [expect.stringMatching(/error: .* of type instance, and tasks with network mode awsvpc need ip/)],
    ],
    [
      'for addresses, and tasks on instances',
      {},
      { task: { networkMode: 'bridge' } },
      [expect.stringMatching(/error: .* network mode bridge need instance/)],
    ],
    ['of no load balancer', { loadBalancers: [] }, {}, [expect.stringMatching(/note: .* belongs to no load balancer/)]],
    ['that gives up soon', { unhealthyThreshold: 2 }, {}, [expect.stringMatching(/note: .* after 20 s \(10 s × 2\)/)]],
    ['that gives up soon, after a grace period', { unhealthyThreshold: 2 }, { service: graced }, []],
    [
      'that gives up before the container is said to be up',
      {},
      { containers: starting },
      [expect.stringMatching(/note: .* no health check grace period/)],
    ],
    [
      'that is slow',
      { interval: 30, healthyThreshold: 5 },
      {},
      [expect.stringMatching(/note: A new task needs at least 2m 30s .*\(30 s × 5\)/)],
    ],
  ])('%s', async (...[, facts, options, expected]) => {
    const targetGroup = () => Promise.resolve({ ...fine, ...facts });
    expect(told(await checkTargetGroup(ARN, subject(options), fakeTools({ targetGroup })))).toEqual(expected);
  });

  it('that is not there', async () => {
    const targetGroup = () => Promise.reject(awsError('TargetGroupNotFoundException', 'no'));
    expect(told(await checkTargetGroup(ARN, subject(), fakeTools({ targetGroup })))).toEqual([
      'error: Target group web of the service does not exist.',
    ]);
  });
});
