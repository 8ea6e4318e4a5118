import { describe, expect, it } from '@jest/globals';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import type { PreflightApi } from './api.ts';
import { checkParameters, parameterBatches } from './parameters.ts';
import { checkReferences, checkSecret, distinctSecrets, usedSecrets } from './secrets.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf';

/** What a container with these references uses. */
const uses = (...references: readonly string[]) =>
  usedSecrets(
    subject({
      containers: [{ name: 'web', secrets: references.map((valueFrom, index) => ({ name: `S${index}`, valueFrom })) }],
    }),
  );
const places = (references: ReturnType<typeof usedSecrets>) => references.map(({ place }) => place);

it('finds references in secrets, log options and registry credentials', () => {
  const containers = [
    {
      name: 'web',
      secrets: [{ name: 'KEY', valueFrom: ARN }],
      logConfiguration: {
        logDriver: 'splunk' as const,
        secretOptions: [{ name: 'splunk-token', valueFrom: '/token' }],
      },
      repositoryCredentials: { credentialsParameter: 'registry' },
    },
  ];
  const used = usedSecrets(subject({ containers }));
  expect(places(used)).toEqual([
    'container web, secret KEY',
    'container web, log option splunk-token',
    'container web, repositoryCredentials',
  ]);
  expect(used[2]?.reference).toMatchObject({ kind: 'secret', region: 'eu-west-1', id: 'registry' });
});

it('tells what is neither, and which keys cannot be known', () => {
  const used = uses(`${ARN}:user::`, `${ARN}:password::`, 'arn:aws:s3:::bucket', '/fine');
  expect(told(checkReferences(used))).toEqual([
    'error: What container web, secret S2 refers to is neither a secret nor a parameter.',
    'note: Whether secrets have these JSON keys is not known, since values are never read: user (container web, secret S0), password (container web, secret S1).',
  ]);
});

describe('a secret', () => {
  const there =
    (versions: Readonly<Record<string, readonly string[]>>, deleted = false) =>
    () =>
      Promise.resolve({ deleted, versions: new Map(Object.entries(versions)) });
  const current = { v2: ['AWSCURRENT'], v1: ['AWSPREVIOUS'] };

  it.each<[string, string, PreflightApi['secret'], readonly unknown[]]>([
    ['there', ARN, there(current), []],
    ['by key', `${ARN}:key::`, there(current), []],
    ['by label', `${ARN}::AWSPREVIOUS:`, there(current), []],
    ['by version', `${ARN}:::v1`, there(current), []],
    [
      'by a label that is not there',
      `${ARN}::BLUE:`,
      there(current),
      [expect.stringMatching(/error: .* no version labelled BLUE/)],
    ],
    [
      'by a version that is not there',
      `${ARN}:::v3`,
      there(current),
      [expect.stringMatching(/note: .* version v3, which has no label/)],
    ],
    ['without a value', ARN, there({}), [expect.stringMatching(/error: .* no value yet/)]],
    ['going', ARN, there(current, true), [expect.stringMatching(/error: .* scheduled for deletion/)]],
    [
      'not there',
      ARN,
      () => Promise.reject(awsError('ResourceNotFoundException', 'no')),
      ['error: Secret db-AbCdEf (container web, secret S0) does not exist in eu-central-1.'],
    ],
    [
      'that may not be read',
      ARN,
      () => Promise.reject(awsError('AccessDeniedException', 'no')),
      ["unchecked: secret db-AbCdEf, since this job's role lacks secretsmanager:DescribeSecret"],
    ],
  ])('%s', async (...[, reference, secret, expected]) => {
    const [use] = distinctSecrets(uses(reference));
    expect(use).toBeDefined();
    expect(told(use === undefined ? [] : await checkSecret(use, fakeTools({ secret })))).toEqual(expected);
  });

  it('that is used twice is asked for once', () => {
    expect(distinctSecrets(uses(`${ARN}:user::`, `${ARN}:password::`)).map(({ id }) => id)).toEqual([ARN]);
  });
});

describe('parameters', () => {
  const far = 'arn:aws:ssm:us-east-1:111122223333:parameter/far';

  it('are asked for ten at a time, region by region', () => {
    const names = Array.from({ length: 12 }, (_, index) => `/p${index}`);
    const batches = parameterBatches(uses(...names, '/p0', far));
    expect(batches.map(({ region, names: { size } }) => [region, size])).toEqual([
      ['eu-west-1', 10],
      ['eu-west-1', 2],
      ['us-east-1', 1],
    ]);
  });

  it('that SSM lists as invalid are not there', async () => {
    const [batch] = parameterBatches(uses('/a', '/b'));
    const missingParameters = () => Promise.resolve(['/b']);
    expect(told(batch === undefined ? [] : await checkParameters(batch, fakeTools({ missingParameters })))).toEqual([
      'error: The SSM parameter it names (container web, secret S1) does not exist in eu-west-1.',
    ]);
  });

  it('that were asked for by ARN are known by their names', async () => {
    const [batch] = parameterBatches(uses(far));
    const missingParameters = () => Promise.resolve(['/far']);
    expect(told(batch === undefined ? [] : await checkParameters(batch, fakeTools({ missingParameters })))).toEqual([
      'error: SSM parameter /far (container web, secret S0) does not exist in us-east-1.',
    ]);
  });

  it('are asked for one by one when one of them may not be read', async () => {
    const [batch] = parameterBatches(uses('/open', '/closed', '/gone'));
    const missingParameters: PreflightApi['missingParameters'] = (_, names) =>
      names.includes('/closed')
        ? Promise.reject(awsError('AccessDeniedException', 'no'))
        : Promise.resolve(names.filter((name) => name === '/gone'));
    expect(told(batch === undefined ? [] : await checkParameters(batch, fakeTools({ missingParameters })))).toEqual([
      "unchecked: the parameter of container web, secret S1, since this job's role lacks ssm:GetParameters",
      'error: The SSM parameter it names (container web, secret S2) does not exist in eu-west-1.',
    ]);
  });
});
