import { describe, expect, it } from '@jest/globals';
import { serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { checkCompatibility, checkOtherDeployment } from './service.ts';
import { told } from './testing/fake-preflight.ts';
import { subject, type SubjectOptions } from './testing/subjects.ts';

describe('another deployment', () => {
  const deployments = (state: 'COMPLETED' | 'IN_PROGRESS') =>
    checkOtherDeployment(subject({ service: serviceWith([['ecs-svc/7', 'PRIMARY', state, 'web:7']]) }));

  it('under way is noted', () => {
    expect(told(deployments('IN_PROGRESS'))).toEqual([
      expect.stringMatching(/^note: A deployment of web:7 \(ecs-svc\/7\) is under way/),
    ]);
  });

  it('that is completed is not', () => {
    expect(deployments('COMPLETED')).toEqual([]);
  });
});

it.each<[string, SubjectOptions, readonly unknown[]]>([
  ['both Fargate', { task: { requiresCompatibilities: ['FARGATE'] } }, []],
  ['for both', { task: { requiresCompatibilities: ['EC2', 'FARGATE'] } }, []],
  [
    'for instances, on Fargate',
    { task: { requiresCompatibilities: ['EC2'] } },
    [expect.stringMatching(/runs its tasks on FARGATE, and the task definition is for EC2 only/)],
  ],
  [
    'for Fargate, on instances',
    { task: { requiresCompatibilities: ['FARGATE'] }, service: { launchType: 'EC2' } },
    [expect.stringMatching(/runs its tasks on EC2, and the task definition is for FARGATE only/)],
  ],
  [
    'for managed instances of a capacity provider',
    {
      task: { requiresCompatibilities: ['MANAGED_INSTANCES'] },
      service: { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'mine' }] },
    },
    [],
  ],
  [
    'bridge on Fargate',
    { task: { networkMode: 'bridge' } },
    [expect.stringMatching(/Fargate needs the network mode awsvpc; the task definition has bridge/)],
  ],
  [
    'awsvpc without a network',
    { service: { launchType: 'EC2', networkConfiguration: undefined } },
    [expect.stringMatching(/the service has no network configuration/)],
  ],
])('%s', (_, options, expected) => {
  expect(told(checkCompatibility(subject(options)))).toEqual(expected);
});
