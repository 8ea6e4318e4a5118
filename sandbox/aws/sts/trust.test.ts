import { generateKeyPairSync, sign } from 'node:crypto';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { createIam } from '../iam/iam.ts';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createSts } from './sts.ts';

const account = '123456789012';
const RoleArn = `arn:aws:iam::${account}:role/deployer`;
const issuer = 'https://token.actions.githubusercontent.com';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const clock = new FakeClock({ start: Date.UTC(2026, 10, 1) });
let server: AwsServer;
let client: STSClient;
let createRole: (statement: object, seconds?: number) => Promise<void>;

beforeEach(async () => {
  const iam = createIam({ clock, account });
  const keys = () => [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' }];
  const identityProviders = [{ issuer, audiences: ['sts.amazonaws.com'], keys }];
  const sts = createSts({ clock, account, identityProviders, trust: iam.trust });
  server = await startAwsServer({ services: [sts.service], clock, validator: strictValidator() });
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  client = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  createRole = async (statement, MaxSessionDuration = 3600) => {
    const AssumeRolePolicyDocument = JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
    const input = { RoleName: 'deployer', AssumeRolePolicyDocument, MaxSessionDuration };
    await iam.service.operations['CreateRole']?.(input, { requestId: 'r', accessKeyId: undefined });
  };
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const assume = (DurationSeconds = 900) =>
  client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's3', DurationSeconds }));

describe('AssumeRole', () => {
  it.each([
    [`arn:aws:iam::${account}:root`, true],
    [`arn:aws:iam::${account}:user/somebody-else`, false],
  ])('of a role that trusts %s', async (AWS, admitted) => {
    await createRole({ Principal: { AWS }, Action: 'sts:AssumeRole' });
    const answer = assume();
    if (admitted) expect((await answer).AssumedRoleUser?.Arn).toContain('assumed-role/deployer/s3');
    else
      await expect(answer).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: arn:aws:iam::${account}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
  });

  it('lasts no longer than the role allows', async () => {
    await createRole({ Principal: { AWS: account }, Action: 'sts:AssumeRole' }, 7200);
    await assume(7200);
    await expect(assume(7201)).rejects.toThrow('exceeds the MaxSessionDuration set for this role');
  });
});

function token(sub: string): string {
  const now = clock.now() / 1000;
  const parts = [
    { alg: 'ES256', typ: 'JWT', kid: 'k1' },
    { iss: issuer, sub, aud: 'sts.amazonaws.com', iat: now, exp: now + 300 },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

describe('AssumeRoleWithWebIdentity', () => {
  it.each([
    ['repo:o/r:ref:refs/heads/main', true],
    ['repo:o/r:environment:production', true],
    ['repo:o/other:ref:refs/heads/main', false],
  ])('by GitHub for %s', async (sub, admitted) => {
    await createRole({
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' },
      },
    });
    const input = { RoleArn, RoleSessionName: 'ci', WebIdentityToken: token(sub) };
    const answer = client.send(new AssumeRoleWithWebIdentityCommand(input));
    if (admitted) expect((await answer).SubjectFromWebIdentityToken).toBe(sub);
    else
      await expect(answer).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      });
  });
});
