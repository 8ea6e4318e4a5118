import { generateKeyPairSync, sign } from 'node:crypto';
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import type { AssumeRoleWithWebIdentityCommandInput, Credentials } from '@aws-sdk/nested-clients/sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import type { AwsService } from '../service.ts';
import type { IdentityProvider } from './identity-token.ts';
import { createSts } from './sts.ts';
import type { Sts } from './sts.ts';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/ci/deployer`;
const region = 'us-east-1';
const issuer = 'https://issuer.example';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const provider: IdentityProvider = {
  issuer,
  audiences: ['sts.amazonaws.com'],
  keys: () => [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' }],
};

const ecs: AwsService = {
  name: 'ECS',
  protocol: { kind: 'json', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: { ListClusters: () => ({ clusterArns: ['one'] }) },
};

let clock: FakeClock;
let sts: Sts;
let server: AwsServer;
let client: STSClient;

beforeEach(async () => {
  clock = new FakeClock({ start: Date.UTC(2026, 10, 1) });
  sts = createSts({ clock, account, identityProviders: [provider] });
  server = await startAwsServer({ services: [sts.service, ecs], clock, authenticator: sts.credentials });
  client = stsClient({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' });
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const stsClient = (credentials: Keys): STSClient =>
  new STSClient({ endpoint: server.url, region, credentials, maxAttempts: 1 });

function keysOf(issued: Credentials | undefined): Keys {
  return {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken ?? '',
  };
}

function token(claims: object = {}, header: object = {}, key = pair.privateKey): string {
  const now = clock.now() / 1000;
  const parts = [
    { alg: 'ES256', typ: 'JWT', kid: 'k1', ...header },
    { iss: issuer, sub: 'repo:o/r:ref:refs/heads/main', aud: 'sts.amazonaws.com', iat: now, exp: now + 300, ...claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const assume = (input: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role,
      RoleSessionName: 'run-1',
      WebIdentityToken: token(),
      ...input,
    }),
  );

async function callerIdentity(accessKeyId: string, sessionToken?: string): Promise<string> {
  const response = await fetch(server.url, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261101/us-east-1/sts/aws4_request, Signature=0`,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    },
  });
  return await response.text();
}

describe('AssumeRoleWithWebIdentity', () => {
  it('answers credentials for the time asked', async () => {
    const answer = await assume({ DurationSeconds: 900 });
    expect(answer).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/deployer/run-1` },
      Audience: 'sts.amazonaws.com',
      Provider: `arn:aws:iam::${account}:oidc-provider/issuer.example`,
      SubjectFromWebIdentityToken: 'repo:o/r:ref:refs/heads/main',
    });
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(answer.Credentials?.Expiration).toEqual(new Date(clock.now() + 900_000));
  });

  it('serves the provider of the SDK, which sends no signature', async () => {
    const provide = fromWebToken({
      roleArn: role,
      webIdentityToken: token(),
      roleSessionName: 'run-2',
      clientConfig: { endpoint: server.url, region },
    });
    const keys = await provide();
    expect(await callerIdentity(keys.accessKeyId, keys.sessionToken)).toContain(
      `<Arn>arn:aws:sts::${account}:assumed-role/deployer/run-2</Arn>`,
    );
  });

  it.each([
    { name: 'no JWT', make: () => 'abc', error: 'InvalidIdentityTokenException' },
    { name: 'another audience', make: () => token({ aud: 'other' }), error: 'InvalidIdentityTokenException' },
    {
      name: 'another issuer',
      make: () => token({ iss: 'https://evil.example' }),
      error: 'InvalidIdentityTokenException',
    },
    { name: 'another key', make: () => token({}, {}, stranger.privateKey), error: 'InvalidIdentityTokenException' },
    { name: 'an unknown key id', make: () => token({}, { kid: 'k2' }), error: 'InvalidIdentityTokenException' },
    { name: 'the algorithm none', make: () => token({}, { alg: 'none' }), error: 'InvalidIdentityTokenException' },
    {
      name: 'an algorithm the key is not for',
      make: () => token({}, { alg: 'RS256' }),
      error: 'InvalidIdentityTokenException',
    },
    { name: 'no expiry', make: () => token({ exp: undefined }), error: 'InvalidIdentityTokenException' },
    {
      name: 'a time to come',
      make: () => token({ nbf: clock.now() / 1000 + 1 }),
      error: 'InvalidIdentityTokenException',
    },
    { name: 'a time gone by', make: () => token({ exp: clock.now() / 1000 }), error: 'ExpiredTokenException' },
  ])('refuses a token with $name', async ({ make, error }) => {
    await expect(assume({ WebIdentityToken: make() })).rejects.toMatchObject({ name: error });
  });

  it.each([
    { name: 'a duration too short', input: { DurationSeconds: 899 }, error: 'ValidationError' },
    { name: 'a duration too long', input: { DurationSeconds: 43_201 }, error: 'ValidationError' },
    { name: 'a bad session name', input: { RoleSessionName: 'a b' }, error: 'ValidationError' },
    { name: 'no role ARN', input: { RoleArn: 'deployer' }, error: 'ValidationError' },
    {
      name: 'a role of another account',
      input: { RoleArn: 'arn:aws:iam::999999999999:role/x' },
      error: 'AccessDenied',
    },
  ])('refuses $name', async ({ input, error }) => {
    await expect(assume(input)).rejects.toMatchObject({ name: error });
  });
});

describe('AssumeRole', () => {
  it('lets a role assume another for an hour at most', async () => {
    const keys = keysOf((await assume()).Credentials);
    const chained = stsClient(keys);
    const ask = (DurationSeconds: number) =>
      chained.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'chained', DurationSeconds }));
    expect((await ask(3600)).AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/deployer/chained`);
    await expect(ask(3601)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('role chaining'),
    });
    chained.destroy();
    const plain = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'plain', DurationSeconds: 43_200 });
    expect((await client.send(plain)).Credentials?.Expiration).toEqual(new Date(clock.now() + 43_200_000));
  });
});

describe('GetCallerIdentity', () => {
  it('names the user of a static key', async () => {
    expect(await callerIdentity('AKIAEXAMPLE')).toContain(
      `<Arn>arn:aws:iam::${account}:user/sandbox</Arn><`.slice(0, -1),
    );
  });
});

describe('issued credentials', () => {
  const listClusters = async (credentials: Keys): Promise<unknown> => {
    const ecsClient = new ECSClient({ endpoint: server.url, region, credentials, maxAttempts: 1 });
    try {
      return (await ecsClient.send(new ListClustersCommand({}))).clusterArns;
    } finally {
      ecsClient.destroy();
    }
  };

  it('open every service until they expire', async () => {
    const keys = keysOf((await assume({ DurationSeconds: 900 })).Credentials);
    expect(await listClusters(keys)).toEqual(['one']);
    await clock.advance(900_000);
    await expect(listClusters(keys)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    expect(await callerIdentity(keys.accessKeyId, keys.sessionToken)).toContain('<Code>ExpiredToken</Code>');
  });

  it('can be ended before their time', async () => {
    const keys = keysOf((await assume()).Credentials);
    sts.credentials.expireAll();
    await expect(listClusters(keys)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('are worth nothing without their session token, or when nobody issued them', async () => {
    const { accessKeyId, secretAccessKey } = keysOf((await assume()).Credentials);
    await expect(listClusters({ accessKeyId, secretAccessKey })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const made = { accessKeyId: 'ASIAMADEUP', secretAccessKey, sessionToken: 'x' };
    await expect(listClusters(made)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});
