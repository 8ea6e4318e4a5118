import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr';
import type { CreateRepositoryCommandInput, ImageTagMutability } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { ACCOUNT, startEcrBench } from './testing/bench.ts';
import type { EcrBench } from './testing/bench.ts';

const repositoryName = 'app';
const start = Date.UTC(2026, 10, 1);
let bench: EcrBench;
let client: ECRClient;

beforeEach(async () => {
  bench = await startEcrBench(start);
  client = new ECRClient(sdkConfig(bench.url));
});

afterEach(async () => {
  client.destroy();
  await bench.close();
});

const create = (input: Partial<CreateRepositoryCommandInput> = {}) =>
  client.send(new CreateRepositoryCommand({ repositoryName, ...input }));
const wildcards = (...filters: readonly string[]) =>
  filters.map((filter) => ({ filterType: 'WILDCARD' as const, filter }));

describe('tag mutability', () => {
  const cases: [ImageTagMutability, readonly string[], Record<string, boolean>][] = [
    ['MUTABLE', [], { v1: true, latest: true }],
    ['IMMUTABLE', [], { v1: false, latest: false }],
    ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'dev-*'], { v1: false, latest: true, 'dev-1': true, dev: false }],
    ['MUTABLE_WITH_EXCLUSION', ['v*', '*-rc.*'], { v1: false, latest: true, 'x-rc.1': false, 'x-rcs1': true }],
  ];

  it.each(cases)('%s but for %j', async (imageTagMutability, exclusions, movable) => {
    const imageTagMutabilityExclusionFilters = exclusions.length > 0 ? wildcards(...exclusions) : undefined;
    await create({ imageTagMutability, imageTagMutabilityExclusionFilters });
    const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
    expect(repositories?.[0]).toMatchObject({ imageTagMutability });
    expect(repositories?.[0]?.imageTagMutabilityExclusionFilters).toEqual(imageTagMutabilityExclusionFilters);
    const [one, two] = [await bench.manifest(repositoryName, 'one'), await bench.manifest(repositoryName, 'two')];
    for (const [tag, moves] of Object.entries(movable)) {
      expect((await bench.push(repositoryName, tag, one)).status).toBe(201);
      const again = await bench.push(repositoryName, tag, two);
      expect([tag, again.status]).toEqual([tag, moves ? 201 : 400]);
      const put = client.send(new PutImageCommand({ repositoryName, imageManifest: two, imageTag: tag }));
      await expect(put).rejects.toMatchObject({
        name: moves ? 'ImageAlreadyExistsException' : 'ImageTagAlreadyExistsException',
      });
    }
  });

  it('is told to who pushes', async () => {
    await create({ imageTagMutability: 'IMMUTABLE' });
    await bench.push(repositoryName, 'v1', await bench.manifest(repositoryName, 'one'));
    const answer = await bench.push(repositoryName, 'v1', await bench.manifest(repositoryName, 'two'));
    expect(await answer.json()).toEqual({
      errors: [
        {
          code: 'TAG_INVALID',
          message:
            "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
        },
      ],
    });
  });

  it.each<[string, Partial<CreateRepositoryCommandInput>]>([
    ['no filter', { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }],
    ['filters without need', { imageTagMutability: 'IMMUTABLE', imageTagMutabilityExclusionFilters: wildcards('a*') }],
    [
      'six filters',
      {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: wildcards('a', 'b', 'c', 'd', 'e', 'f'),
      },
    ],
    [
      'three wildcards in one',
      { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters: wildcards('*a*b*') },
    ],
  ])('refuses %s', async (_what, input) => {
    await expect(create(input)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect((await client.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
  });
});

describe('the last pull', () => {
  const pulledAt = async () =>
    (await client.send(new DescribeImagesCommand({ repositoryName }))).imageDetails?.[0]?.lastRecordedPullTime;
  const pull = (method: string) =>
    fetch(`http://${bench.registry.host}/v2/app/manifests/v1`, {
      method,
      headers: { authorization: bench.authorization() },
    });

  beforeEach(async () => {
    await create();
    await bench.push(repositoryName, 'v1', await bench.manifest(repositoryName, 'one'));
  });

  it('is recorded when a manifest is read, once a day', async () => {
    expect(await pulledAt()).toBeUndefined();
    await pull('HEAD');
    expect(await pulledAt()).toBeUndefined();
    await pull('GET');
    expect(await pulledAt()).toEqual(new Date(start));
    await bench.clock.advance(24 * 3_600_000 - 1);
    await pull('GET');
    expect(await pulledAt()).toEqual(new Date(start));
    await bench.clock.advance(1);
    await pull('GET');
    expect(await pulledAt()).toEqual(new Date(start + 24 * 3_600_000));
  });

  it('may be by BatchGetImage', async () => {
    await client.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
    expect(await pulledAt()).toEqual(new Date(start));
  });
});

it('keeps a lifecycle policy', async () => {
  await create();
  const read = () => client.send(new GetLifecyclePolicyCommand({ repositoryName }));
  const missing = {
    name: 'LifecyclePolicyNotFoundException',
    message: `Lifecycle policy does not exist for the repository with name 'app' in the registry with id '${ACCOUNT}'`,
  };
  await expect(read()).rejects.toMatchObject(missing);
  const selection = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
  const lifecyclePolicyText = JSON.stringify({
    rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }],
  });
  await client.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  expect((await read()).lifecyclePolicyText).toBe(lifecyclePolicyText);
  await client.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
  await expect(read()).rejects.toMatchObject(missing);
  const broken = new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: lifecyclePolicyText.slice(1) });
  await expect(client.send(broken)).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

it('keeps an access policy', async () => {
  await create();
  const read = () => client.send(new GetRepositoryPolicyCommand({ repositoryName }));
  await expect(read()).rejects.toMatchObject({ name: 'RepositoryPolicyNotFoundException' });
  await client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: '{"Statement":[]}' }));
  expect((await read()).policyText).toBe('{"Statement":[]}');
});

it('keeps tags', async () => {
  const { repository } = await create({ tags: [{ Key: 'team', Value: 'red' }] });
  const resourceArn = repository?.repositoryArn ?? '';
  await client.send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'stage', Value: 'test' }] }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
  const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(tags).toEqual([{ Key: 'stage', Value: 'test' }]);
});

it('refuses to page what was asked for by name', async () => {
  await create();
  const input = { repositoryName, imageIds: [{ imageTag: 'v1' }], maxResults: 5 };
  await expect(client.send(new DescribeImagesCommand(input))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});
