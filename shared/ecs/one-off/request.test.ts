import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '../api.ts';
import { fitsOverrides, runTaskInput, startedByRun } from './request.ts';

const command = {
  purpose: 'run-before' as const,
  cluster: 'prod',
  taskDefinition: 'web:2',
  container: 'web',
  command: ['npm', 'run', 'migrate'],
  startedBy: 'cicd-run/1/1',
};
const network = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };
const tags = [
  { key: 'team', value: 'web' },
  { key: 'aws:cloudformation:stack-name', value: 'web' },
];

const inputFor = (service: EcsService) =>
  runTaskInput({ serviceName: 'web', ...service }, command, { serviceTags: tags, clientToken: 'token' });

describe('runTaskInput', () => {
  it('overrides the command of one container, and names who asks', () => {
    expect(inputFor({})).toEqual({
      cluster: 'prod',
      taskDefinition: 'web:2',
      startedBy: 'cicd-run/1/1',
      count: 1,
      group: 'run-before:web',
      clientToken: 'token',
      overrides: { containerOverrides: [{ name: 'web', command: ['npm', 'run', 'migrate'] }] },
    });
  });

  const spot = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  const volume = { name: 'data', managedEBSVolume: { roleArn: 'arn:aws:iam::111122223333:role/ebs' } };
  it.each<[string, EcsService, object]>([
    [
      'its network and launch type',
      { networkConfiguration: network, launchType: 'FARGATE', platformVersion: '1.4.0' },
      { networkConfiguration: network, launchType: 'FARGATE', platformVersion: '1.4.0' },
    ],
    [
      'its capacity providers, without the launch type that RunTask refuses beside them',
      { capacityProviderStrategy: spot, launchType: 'FARGATE' },
      { capacityProviderStrategy: spot, launchType: undefined },
    ],
    [
      'its placement',
      { placementConstraints: [{ type: 'distinctInstance' }], placementStrategy: [{ type: 'random' }] },
      { placementConstraints: [{ type: 'distinctInstance' }], placementStrategy: [{ type: 'random' }] },
    ],
    [
      'the volumes of its primary deployment',
      { deployments: [{ status: 'ACTIVE' }, { status: 'PRIMARY', volumeConfigurations: [volume] }] },
      { volumeConfigurations: [volume] },
    ],
    ['tags of the task definition', { propagateTags: 'TASK_DEFINITION' }, { propagateTags: 'TASK_DEFINITION' }],
    [
      'its own tags, but for those of AWS',
      { propagateTags: 'SERVICE', enableECSManagedTags: true },
      { propagateTags: undefined, tags: [tags[0]], enableECSManagedTags: true },
    ],
    ['no tags where its tasks get none', { propagateTags: 'NONE' }, { propagateTags: undefined, tags: undefined }],
  ])('takes over from the service: %s', (_, service, expected) => {
    const input: Readonly<Record<string, unknown>> = { ...inputFor(service) };
    for (const [key, value] of Object.entries(expected)) expect(input[key]).toEqual(value);
  });
});

it('fitsOverrides counts the JSON that is sent', () => {
  const frame = JSON.stringify({ containerOverrides: [{ name: 'web', command: [''] }] }).length;
  expect(fitsOverrides('web', ['x'.repeat(8_192 - frame)])).toBe(true);
  expect(fitsOverrides('web', ['x'.repeat(8_193 - frame)])).toBe(false);
});

describe('startedByRun', () => {
  it.each([
    [{ runId: '12345678901', runAttempt: '2' }, 'cicd-run/12345678901/2'],
    [{ runId: '', runAttempt: '1' }, 'cicd-actions'],
    [{ runId: 'a b.c', runAttempt: '1' }, 'cicd-run/a-b-c/1'],
  ])('%j', (run, expected) => {
    expect(startedByRun(run)).toBe(expected);
  });
});
