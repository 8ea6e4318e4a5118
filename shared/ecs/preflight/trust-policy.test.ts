import { expect, it } from '@jest/globals';
import { admitsEcsTasks } from './trust-policy.ts';

const allow = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

it.each<[string, unknown, boolean]>([
  ['the usual policy', [allow], true],
  ['one statement without a list', allow, true],
  ['several services', [{ ...allow, Principal: { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } }], true],
  ['the form of China', [{ ...allow, Principal: { Service: 'ecs-tasks.amazonaws.com.cn' } }], true],
  ['any principal', [{ ...allow, Principal: '*' }], true],
  ['any action of STS', [{ ...allow, Action: ['sts:TagSession', 'sts:*'] }], true],
  ['another service', [{ ...allow, Principal: { Service: 'ecs.amazonaws.com' } }], false],
  ['an account', [{ ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }], false],
  ['another action', [{ ...allow, Action: 'sts:AssumeRoleWithWebIdentity' }], false],
  ['no statement', [], false],
  ['a denial', [allow, { ...allow, Effect: 'Deny' }], false],
  ['a denial under a condition', [allow, { ...allow, Effect: 'Deny', Condition: { Bool: { a: 'true' } } }], true],
  ['this account', [{ ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }], true],
  ['another account', [{ ...allow, Condition: { StringEquals: { 'AWS:SourceAccount': ['444455556666'] } } }], false],
  ['a condition of another kind', [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*' } } }], true],
])('%s: %#', (_, Statement, expected) => {
  expect(admitsEcsTasks(JSON.stringify({ Version: '2012-10-17', Statement }), '111122223333')).toBe(expected);
});
