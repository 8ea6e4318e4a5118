import { describe, expect, it } from '@jest/globals';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import { FakeClock } from '#shared/testing/fake-clock';
import type { PreflightApi } from './api.ts';
import { checkReleaseNeeds, type NeedsOptions } from './release-needs.ts';
import type { Subject } from './subject.ts';
import { fakeApi } from './testing/fake-preflight.ts';
import { ACCOUNT, subject } from './testing/subjects.ts';

const image = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:${'d'.repeat(64)}`;
const role = `arn:aws:iam::${ACCOUNT}:role/app`;
const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:key-AbCdEf`;
const logConfiguration = { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/web' } };
const secrets = [
  { name: 'KEY', valueFrom: secret },
  { name: 'NAME', valueFrom: '/web/name' },
];
const release = subject({
  // Fargate has no such size, but the release has run before: that is not looked at.
  task: { executionRoleArn: role, memory: '1' },
  containers: [{ name: 'web', image, secrets, logConfiguration }],
});
const trustPolicy = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
});
const all: Partial<PreflightApi> = {
  image: () => Promise.resolve({ digest: 'sha256:d', mediaType: 'any', manifest: '{}' }),
  role: () => Promise.resolve({ arn: role, trustPolicy }),
  secret: () => Promise.resolve({ deleted: false, versions: new Map([['1', ['AWSCURRENT']]]) }),
  missingParameters: () => Promise.resolve([]),
  hasLogGroup: () => Promise.resolve(true),
};

const check = (answers: Partial<PreflightApi>, of = release, options: NeedsOptions = {}) => {
  const openApi = () => fakeApi(answers);
  return checkReleaseNeeds(of, { openApi, clock: new FakeClock(), random: () => 0, ownEndpoint: false }, options);
};
const denied = () => Promise.reject(awsError('AccessDeniedException', 'no'));

it('finds nothing where everything is still there, and asks for nothing else', async () => {
  expect(await check(all)).toEqual({ findings: [], uncheckedImages: [] });
});

it('tells at once everything that is gone', async () => {
  const { findings, uncheckedImages } = await check({
    image: () => Promise.resolve(undefined),
    pullThroughPrefixes: () => Promise.resolve([]),
    role: () => Promise.reject(awsError('NoSuchEntity', 'no such role')),
    secret: () => Promise.resolve({ deleted: true, versions: new Map() }),
    missingParameters: (_, names) => Promise.resolve(names),
    hasLogGroup: () => Promise.resolve(false),
  });
  expect(findings.map(({ severity, problem }) => `${severity}: ${problem}`)).toEqual([
    expect.stringMatching(/^error: Image .* does not exist: repository web has no sha256:d/),
    expect.stringMatching(/^error: Role .* does not exist/),
    expect.stringMatching(/^error: .* is scheduled for deletion/),
    expect.stringMatching(/^error: The SSM parameter .*secret NAME\) does not exist in eu-west-1/),
    expect.stringMatching(/^error: Log group \/web/),
  ]);
  expect(uncheckedImages).toEqual([]);
});

it('names the images that ECR did not tell of, and not those outside ECR', async () => {
  expect((await check({ ...all, image: denied })).uncheckedImages).toEqual([image]);
  const elsewhere = subject({ containers: [{ name: 'web', image: 'web:1' }] });
  expect((await check({}, elsewhere)).uncheckedImages).toEqual([]);
});

it('does not take a role that cannot be read for one that is gone', async () => {
  const { findings, uncheckedImages } = await check({ ...all, role: denied });
  expect(findings).toEqual([expect.objectContaining({ severity: 'note' })]);
  expect(uncheckedImages).toEqual([]);
});

describe('beside a release that runs', () => {
  const calls = (answers: Partial<PreflightApi>): Partial<PreflightApi> & { readonly asked: string[] } => {
    const asked: string[] = [];
    const noted = Object.entries(answers).map(([name, answer]) => [
      name,
      (...args: never[]) => {
        asked.push(name);
        return (answer as (...args: never[]) => unknown)(...args);
      },
    ]);
    return { ...(Object.fromEntries(noted) as Partial<PreflightApi>), asked };
  };
  const asked = async (which: 'own' | 'shared', running: Subject): Promise<readonly string[]> => {
    const { asked, ...answers } = calls(all);
    await check(answers, release, { part: { which, running: running.definition } });
    return asked;
  };
  const container = { name: 'web', image, secrets, logConfiguration };

  it.each<{ readonly says: string; readonly running: Subject; readonly own: readonly string[] }>([
    {
      says: 'only the image, where that alone differs',
      running: subject({ task: { executionRoleArn: role }, containers: [{ ...container, image: 'other@sha256:1' }] }),
      own: ['image'],
    },
    { says: 'nothing, of the same', running: release, own: [] },
    {
      says: 'a secret of which another version is read',
      running: subject({
        task: { executionRoleArn: role },
        containers: [{ ...container, secrets: [{ name: 'KEY', valueFrom: `${secret}::AWSPREVIOUS:` }] }],
      }),
      own: ['missingParameters', 'secret'],
    },
    {
      says: 'role and log group, of one without',
      running: subject({ containers: [{ name: 'web', image, secrets }] }),
      own: ['hasLogGroup', 'role'],
    },
  ])('asks for $says, and for the rest when that is wanted', async ({ running, own }) => {
    const everything = ['hasLogGroup', 'image', 'missingParameters', 'role', 'secret'];
    expect((await asked('own', running)).toSorted()).toEqual(own);
    const shared = everything.filter((name) => !own.includes(name));
    expect((await asked('shared', running)).toSorted()).toEqual(shared);
  });
});
