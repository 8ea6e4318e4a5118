import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  paginateGetParametersByPath,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { DescribeParametersCommandInput, PutParameterCommandInput } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createSsm } from './ssm.ts';

const start = Date.UTC(2026, 10, 1);
let server: AwsServer;
let client: SSMClient;

beforeEach(async () => {
  const clock = new FakeClock({ start });
  const { service } = createSsm({ clock, account: '123456789012', region: 'us-east-1' });
  server = await startAwsServer({ services: [service], clock, validator: strictValidator() });
  client = new SSMClient(sdkConfig(server.url));
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption = false) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe('a parameter', () => {
  it('is read by name, by ARN and by version', async () => {
    await put('/app/level', 'info');
    expect((await put('/app/level', 'debug', { Overwrite: true })).Version).toBe(2);
    const ARN = 'arn:aws:ssm:us-east-1:123456789012:parameter/app/level';
    const answer = await get('/app/level');
    expect(answer).toMatchObject({ Name: '/app/level', Value: 'debug', Version: 2, ARN, DataType: 'text' });
    expect(answer?.LastModifiedDate?.getTime()).toBe(start);
    expect((await get(ARN))?.Value).toBe('debug');
    expect(await get('/app/level:1')).toMatchObject({ Value: 'info', Selector: ':1' });
    expect((await get(`${ARN}:1`))?.Value).toBe('info');
    await expect(get('/app/level:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  it('may have a name without a slash, which its ARN adds', async () => {
    await put('level', 'info');
    expect((await get('arn:aws:ssm:us-east-1:123456789012:parameter/level'))?.Value).toBe('info');
  });

  it('of type SecureString is answered in the clear only when asked so', async () => {
    await put('/key', 's3cret', { Type: 'SecureString' });
    const sealed = (await get('/key'))?.Value ?? '';
    expect(sealed).toMatch(/^AQICAH[\w+/]{20,}=*$/);
    expect(Buffer.from(sealed, 'base64').includes('s3cret')).toBe(false);
    expect((await get('/key', true))?.Value).toBe('s3cret');
    const { Parameters } = await client.send(new DescribeParametersCommand({}));
    expect(Parameters).toMatchObject([
      { Name: '/key', Type: 'SecureString', KeyId: 'alias/aws/ssm', Tier: 'Standard' },
    ]);
    expect(Parameters?.[0]).not.toHaveProperty('Value');
  });

  it('keeps its history', async () => {
    await put('/a', '1');
    await put('/a', '2', { Overwrite: true });
    const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: '/a' }));
    expect(Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
      [1, '1'],
      [2, '2'],
    ]);
  });

  it('has tags', async () => {
    await put('/a', '1', { Tags: [{ Key: 'k', Value: 'v' }] });
    const which = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
    await client.send(new AddTagsToResourceCommand({ ...which, Tags: [{ Key: 'l', Value: 'w' }] }));
    await client.send(new RemoveTagsFromResourceCommand({ ...which, TagKeys: ['k'] }));
    const { TagList } = await client.send(new ListTagsForResourceCommand(which));
    expect(TagList).toEqual([{ Key: 'l', Value: 'w' }]);
  });

  it('is deleted once', async () => {
    await put('/a', '1');
    await client.send(new DeleteParameterCommand({ Name: '/a' }));
    await expect(get('/a')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(client.send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    await put('/b', '1');
    expect(await client.send(new DeleteParametersCommand({ Names: ['/a', '/b'] }))).toMatchObject({
      DeletedParameters: ['/b'],
      InvalidParameters: ['/a'],
    });
  });
});

describe('PutParameter refuses', () => {
  it.each<[string, PutParameterCommandInput, string]>([
    ['to overwrite unasked', { Name: '/there', Value: 'x', Type: 'String' }, 'ParameterAlreadyExists'],
    ['a new one without a type', { Name: '/new', Value: 'x' }, 'ValidationException'],
    ['a reserved name', { Name: '/aws/x', Value: 'x', Type: 'String' }, 'ValidationException'],
    ['a path that is not absolute', { Name: 'a/b', Value: 'x', Type: 'String' }, 'ValidationException'],
    ['more than 4096 characters', { Name: '/a', Value: 'x'.repeat(4097), Type: 'String' }, 'ValidationException'],
    [
      'what its pattern does not allow',
      { Name: '/a', Value: 'x', Type: 'String', AllowedPattern: '\\d+' },
      'ParameterPatternMismatchException',
    ],
    [
      'tags beside overwrite',
      { Name: '/there', Value: 'x', Overwrite: true, Tags: [{ Key: 'k', Value: 'v' }] },
      'ValidationException',
    ],
  ])('%s', async (_what, input, name) => {
    await put('/there', 'y');
    await expect(client.send(new PutParameterCommand(input))).rejects.toMatchObject({ name });
    expect((await get('/there'))?.Value).toBe('y');
  });
});

it('lists in GetParameters what is not there', async () => {
  await put('/a', '1');
  const answer = await client.send(new GetParametersCommand({ Names: ['/a', '/b', '/a:7'] }));
  expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(['1']);
  expect(answer.InvalidParameters).toEqual(['/b', '/a:7']);
});

describe('GetParametersByPath', () => {
  beforeEach(async () => {
    for (const name of ['/app/a', '/app/b', '/app/deep/c', '/apple', 'plain']) await put(name, name);
  });

  it.each([
    ['/app', false, ['/app/a', '/app/b']],
    ['/app/', true, ['/app/a', '/app/b', '/app/deep/c']],
    ['/absent', true, []],
  ])('%s, recursive %s', async (Path, Recursive, names) => {
    const { Parameters } = await client.send(new GetParametersByPathCommand({ Path, Recursive }));
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
  });

  it('pages', async () => {
    const pages = [];
    const input = { Path: '/app', Recursive: true };
    for await (const { Parameters } of paginateGetParametersByPath({ client, pageSize: 2 }, input))
      pages.push(Parameters?.length);
    expect(pages).toEqual([2, 1]);
  });

  it('wants an absolute path', async () => {
    await expect(client.send(new GetParametersByPathCommand({ Path: 'app' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('DescribeParameters', () => {
  it.each<[DescribeParametersCommandInput, readonly string[]]>([
    [{ ParameterFilters: [{ Key: 'Name', Values: ['/app/a'] }] }, ['/app/a']],
    [{ ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app/'] }] }, ['/app/a', '/app/x/b']],
    [{ ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['x'] }] }, ['/app/x/b']],
    [{ ParameterFilters: [{ Key: 'Path', Option: 'OneLevel', Values: ['/app'] }] }, ['/app/a']],
    [{ ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] }, ['/key']],
    [{ ParameterFilters: [{ Key: 'tag:team', Values: ['red'] }] }, ['/app/a']],
    [{ Filters: [{ Key: 'Name', Values: ['/key'] }] }, ['/key']],
  ])('filters by %j', async (input, names) => {
    await put('/app/a', '1', { Tags: [{ Key: 'team', Value: 'red' }] });
    await put('/app/x/b', '2');
    await put('/key', '3', { Type: 'SecureString' });
    const { Parameters } = await client.send(new DescribeParametersCommand(input));
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
  });

  it.each([
    { name: 'that no operation knows', key: 'Colour', error: 'ValidationException' },
    { name: 'of other operations', key: 'Label', error: 'InvalidFilterKey' },
  ])('refuses a filter $name', async ({ key, error }) => {
    const input = { ParameterFilters: [{ Key: key, Values: ['red'] }] };
    await expect(client.send(new DescribeParametersCommand(input))).rejects.toMatchObject({ name: error });
  });
});
