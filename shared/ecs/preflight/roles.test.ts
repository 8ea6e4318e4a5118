import { describe, expect, it } from '@jest/globals';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import type { PreflightApi } from './api.ts';
import { checkExecutionRole, checkRole, usedRoles } from './roles.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject, type SubjectOptions } from './testing/subjects.ts';

const role = 'arn:aws:iam::111122223333:role/ecs/execution';
const trusting = (service: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const answers = (arn: string, trustPolicy = trusting('ecs-tasks.amazonaws.com')): PreflightApi['role'] => {
  return (name) => Promise.resolve(name === 'execution' ? { arn, trustPolicy } : { arn: '', trustPolicy: '{}' });
};

const check = async (named: string, answer?: PreflightApi['role'], service?: SubjectOptions['service']) =>
  told(
    await checkRole(
      { role: named, uses: ['taskRoleArn'] },
      subject({ ...(service === undefined ? {} : { service }) }),
      fakeTools(answer === undefined ? {} : { role: answer }),
    ),
  );

it('looks at a role once, whatever it is for', () => {
  const both = subject({ task: { executionRoleArn: role, taskRoleArn: role } });
  expect(usedRoles(both)).toEqual([{ role, uses: ['executionRoleArn', 'taskRoleArn'] }]);
  expect(usedRoles(subject({ task: { taskRoleArn: '' } }))).toEqual([]);
});

describe('a role', () => {
  it.each<[string, string, PreflightApi['role'], readonly unknown[]]>([
    ['by ARN', role, answers(role), []],
    ['by name', 'execution', answers(role), []],
    [
      'with another path',
      role,
      answers('arn:aws:iam::111122223333:role/execution'),
      [
        expect.stringMatching(
          /error: .* does not exist: the role of that name is arn:aws:iam::111122223333:role\/execution/,
        ),
      ],
    ],
    [
      'for another service',
      role,
      answers(role, trusting('lambda.amazonaws.com')),
      [expect.stringMatching(/error: .*\(taskRoleArn\) cannot be assumed by ecs-tasks/)],
    ],
    [
      'that is not there',
      role,
      () => Promise.reject(awsError('NoSuchEntityException', 'no')),
      [`error: Role ${role} (taskRoleArn) does not exist.`],
    ],
    [
      'that may not be read',
      role,
      () => Promise.reject(awsError('AccessDenied', 'no', 403)),
      [`unchecked: role ${role}, since this job's role lacks iam:GetRole`],
    ],
  ])('%s', async (...[, named, answer, expected]) => {
    expect(await check(named, answer)).toEqual(expected);
  });

  it('of another account cannot be passed, and IAM need not be asked', async () => {
    expect(await check('arn:aws:iam::444455556666:role/execution')).toEqual([
      expect.stringMatching(/error: .* not of the service's account 111122223333/),
    ]);
  });

  it.each(['aws-cn', 'aws-us-gov'])('of %s belongs to a service there only', async (partition) => {
    const named = `arn:${partition}:iam::111122223333:role/execution`;
    const service = { serviceArn: `arn:${partition}:ecs:region-1:111122223333:service/prod/web` };
    expect(await check(named, answers(named), service)).toEqual([]);
    expect(await check(named)).toEqual([expect.stringMatching(/error/)]);
  });
});

describe('without an execution role', () => {
  const secrets = [{ name: 'KEY', valueFrom: '/key' }];
  const logs = { logDriver: 'awslogs' as const };

  it.each<[string, SubjectOptions, readonly unknown[]]>([
    ['nothing is missing where nothing needs it', {}, []],
    [
      'secrets cannot be read',
      { containers: [{ name: 'web', secrets }] },
      [expect.stringMatching(/without which there are no secrets\./)],
    ],
    [
      'Fargate cannot send logs',
      { containers: [{ name: 'web', logConfiguration: logs }] },
      [expect.stringMatching(/without which there are no logs by awslogs\./)],
    ],
    [
      'Fargate cannot pull from ECR',
      { containers: [{ name: 'web', image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1' }] },
      [expect.stringMatching(/no images in Amazon ECR\./)],
    ],
    [
      'instances send logs themselves',
      { containers: [{ name: 'web', logConfiguration: logs }], service: { launchType: 'EC2' } },
      [],
    ],
    [
      'but with one both work',
      { containers: [{ name: 'web', secrets, logConfiguration: logs }], task: { executionRoleArn: role } },
      [],
    ],
  ])('%s', (_, options, expected) => {
    expect(told(checkExecutionRole(subject(options)))).toEqual(expected);
  });
});
