import { expect, it } from '@jest/globals';
import { readSecretReference, tellReference } from './secret-reference.ts';

const secret = (id: string, region: string, more: object = {}) => ({
  kind: 'secret',
  region,
  id,
  jsonKey: undefined,
  versionStage: undefined,
  versionId: undefined,
  ...more,
});
const US = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf';
const CN = 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:db-AbCdEf';

it.each([
  [US, secret(US, 'us-east-1'), 'secret db-AbCdEf'],
  [`${US}:password::`, secret(US, 'us-east-1', { jsonKey: 'password' }), 'secret db-AbCdEf'],
  [`${US}::AWSPREVIOUS:`, secret(US, 'us-east-1', { versionStage: 'AWSPREVIOUS' }), 'secret db-AbCdEf'],
  [`${US}:password::0a1b`, secret(US, 'us-east-1', { jsonKey: 'password', versionId: '0a1b' }), 'secret db-AbCdEf'],
  [CN, secret(CN, 'cn-north-1'), 'secret db-AbCdEf'],
  [
    'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/web/url',
    {
      kind: 'parameter',
      region: 'us-gov-west-1',
      name: 'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/web/url',
    },
    'SSM parameter /web/url',
  ],
  ['/web/url', { kind: 'parameter', region: 'eu-west-1', name: '/web/url' }, 'the SSM parameter it names'],
  ['hunter2', { kind: 'parameter', region: 'eu-west-1', name: 'hunter2' }, 'the SSM parameter it names'],
  ['arn:aws:sqs:eu-west-1:111122223333:queue', { kind: 'other' }, 'its reference'],
  ['arn:aws:ssm:eu-west-1:111122223333:document/x', { kind: 'other' }, 'its reference'],
  ['arn:broken', { kind: 'other' }, 'its reference'],
])('%s', (valueFrom, expected, name) => {
  const reference = readSecretReference(valueFrom, 'eu-west-1');
  expect(reference).toEqual(expected);
  expect(tellReference(reference)).toBe(name);
});
