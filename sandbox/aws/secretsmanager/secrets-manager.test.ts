import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  paginateListSecrets,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { GetSecretValueCommandInput } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createSecretsManager } from './secrets-manager.ts';

const start = Date.UTC(2026, 10, 1, 12);
const dayMs = 24 * 3_600_000;
let clock: FakeClock;
let server: AwsServer;
let client: SecretsManagerClient;

beforeEach(async () => {
  clock = new FakeClock({ start });
  const { service } = createSecretsManager({ clock, account: '123456789012', region: 'us-east-1' });
  server = await startAwsServer({ services: [service], clock, validator: strictValidator() });
  client = new SecretsManagerClient(sdkConfig(server.url));
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

async function create(name: string, value?: string): Promise<string> {
  const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  return ARN;
}

async function put(id: string, value: string, stages?: string[]): Promise<string> {
  const command = new PutSecretValueCommand({ SecretId: id, SecretString: value, VersionStages: stages });
  return (await client.send(command)).VersionId ?? '';
}

async function read(id: string, which: Partial<GetSecretValueCommandInput> = {}): Promise<string | undefined> {
  return (await client.send(new GetSecretValueCommand({ SecretId: id, ...which }))).SecretString;
}

describe('a secret', () => {
  it('has an ARN with six random characters, and is found by it, without them, and by its name', async () => {
    const arn = await create('app/db', 's3cret');
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/db-[A-Za-z0-9]{6}$/);
    for (const id of [arn, arn.slice(0, -7), 'app/db']) expect(await read(id)).toBe('s3cret');
    await expect(read(`${arn.slice(0, -6)}XXXXXX`)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  it('keeps the version before the current one under AWSPREVIOUS', async () => {
    await create('a', 'one');
    await put('a', 'two');
    const third = await put('a', 'three');
    expect(await read('a')).toBe('three');
    expect(await read('a', { VersionStage: 'AWSPREVIOUS' })).toBe('two');
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: 'a' }));
    expect(Object.values(VersionIdsToStages ?? {}).sort()).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
    expect(VersionIdsToStages?.[third]).toEqual(['AWSCURRENT']);
    const list = new ListSecretVersionIdsCommand({ SecretId: 'a', IncludeDeprecated: true });
    expect((await client.send(list)).Versions).toHaveLength(3);
  });

  it('gives a version by label and by id, and says when it has no such version', async () => {
    await create('a', 'one');
    const pending = await put('a', 'next', ['AWSPENDING']);
    expect(await read('a')).toBe('one');
    expect(await read('a', { VersionStage: 'AWSPENDING' })).toBe('next');
    expect(await read('a', { VersionId: pending })).toBe('next');
    await expect(read('a', { VersionStage: 'BLUE' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret value for staging label: BLUE",
    });
    await expect(read('a', { VersionId: pending, VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  it('moves a label by hand, as a rotation does', async () => {
    await create('a', 'one');
    const pending = await put('a', 'next', ['AWSPENDING']);
    const { VersionId: current } = await client.send(new GetSecretValueCommand({ SecretId: 'a' }));
    const move = (from?: string) =>
      client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: 'a',
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: pending,
          RemoveFromVersionId: from,
        }),
      );
    await expect(move()).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await move(current);
    expect(await read('a')).toBe('next');
    expect(await read('a', { VersionStage: 'AWSPREVIOUS' })).toBe('one');
  });

  it('takes the same token twice for the same value only', async () => {
    await create('a');
    const ClientRequestToken = '01234567-89ab-cdef-0123-456789abcdef';
    const send = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: 'a', SecretString, ClientRequestToken }));
    expect((await send('x')).VersionId).toBe(ClientRequestToken);
    await send('x');
    await expect(send('y')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('may be binary, but not both', async () => {
    const SecretBinary = new Uint8Array([0, 255, 7]);
    await client.send(new CreateSecretCommand({ Name: 'b', SecretBinary }));
    const answer = await client.send(new GetSecretValueCommand({ SecretId: 'b' }));
    expect([...(answer.SecretBinary ?? [])]).toEqual([0, 255, 7]);
    expect(answer.SecretString).toBeUndefined();
    const both = new CreateSecretCommand({ Name: 'c', SecretString: 'x', SecretBinary });
    await expect(client.send(both)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('has no value before it is given one', async () => {
    await create('a');
    await expect(read('a')).rejects.toThrow("can't find the specified secret value for staging label: AWSCURRENT");
  });

  it('is updated: value, description, tags', async () => {
    await create('a', 'one');
    await client.send(new UpdateSecretCommand({ SecretId: 'a', Description: 'of the app', SecretString: 'two' }));
    await client.send(new TagResourceCommand({ SecretId: 'a', Tags: [{ Key: 'k', Value: 'v' }, { Key: 'gone' }] }));
    await client.send(new UntagResourceCommand({ SecretId: 'a', TagKeys: ['gone'] }));
    expect(await read('a')).toBe('two');
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'a' }));
    expect(described).toMatchObject({ Description: 'of the app', Tags: [{ Key: 'k', Value: 'v' }] });
    expect(described.CreatedDate?.getTime()).toBe(start);
    expect(described.LastAccessedDate?.getTime()).toBe(Date.UTC(2026, 10, 1));
  });

  it.each([
    ['a', { name: 'ResourceExistsException', message: 'The operation failed because the secret a already exists.' }],
    ['a b', { name: 'ValidationException', message: expect.stringContaining('Invalid name.') }],
  ])('is not created by the name "%s"', async (name, error) => {
    await create('a', 'x');
    await expect(create(name)).rejects.toMatchObject(error);
  });
});

describe('deletion', () => {
  const remove = (input: object = {}) => client.send(new DeleteSecretCommand({ SecretId: 'a', ...input }));

  it('waits for the recovery window, in which nothing reads it and it can be restored', async () => {
    await create('a', 'x');
    const { DeletionDate } = await remove({ RecoveryWindowInDays: 7 });
    expect(DeletionDate?.getTime()).toBe(start + 7 * dayMs);
    await expect(read('a')).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    });
    await expect(create('a')).rejects.toMatchObject({
      message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    await client.send(new RestoreSecretCommand({ SecretId: 'a' }));
    expect(await read('a')).toBe('x');
  });

  it('is final when the window is over', async () => {
    const arn = await create('a', 'x');
    await remove();
    await clock.advance(30 * dayMs - 1);
    await expect(read('a')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await clock.advance(1);
    await expect(read('a')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await create('a', 'y')).not.toBe(arn);
  });

  it('is at once by force, also of what is not there', async () => {
    await create('a', 'x');
    await remove({ ForceDeleteWithoutRecovery: true });
    await expect(read('a')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await remove({ ForceDeleteWithoutRecovery: true })).Name).toBe('a');
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([[{ RecoveryWindowInDays: 6 }], [{ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }]])(
    'refuses %j',
    async (input) => {
      await create('a', 'x');
      await expect(remove(input)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    },
  );
});

describe('ListSecrets', () => {
  it('pages, newest first', async () => {
    for (const name of ['a', 'b', 'c']) {
      await create(name);
      await clock.advance(1000);
    }
    const pages = [];
    for await (const { SecretList } of paginateListSecrets({ client, pageSize: 2 }, {}))
      pages.push(SecretList?.map(({ Name }) => Name));
    expect(pages).toEqual([['c', 'b'], ['a']]);
    await expect(client.send(new ListSecretsCommand({ NextToken: 'made up' }))).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  it.each([
    [{ Key: 'name', Values: ['app/'] }, ['app/db']],
    [{ Key: 'name', Values: ['App/'] }, []],
    [{ Key: 'name', Values: ['!app/'] }, ['other']],
    [{ Key: 'tag-key', Values: ['TEAM'] }, ['other']],
    [{ Key: 'all', Values: ['red'] }, ['other']],
  ] as const)('filters by %j', async ({ Key, Values }, names) => {
    await create('app/db');
    await create('other');
    await client.send(new TagResourceCommand({ SecretId: 'other', Tags: [{ Key: 'team', Value: 'red' }] }));
    const { SecretList } = await client.send(new ListSecretsCommand({ Filters: [{ Key, Values: [...Values] }] }));
    expect(SecretList?.map(({ Name }) => Name)).toEqual(names);
  });
});
