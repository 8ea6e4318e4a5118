import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  ListImagesCommand,
  paginateListImages,
  PutImageCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../clock.ts';
import { digestOf } from '../../registry/digest.ts';
import { MEDIA_TYPES } from '../../registry/manifest.ts';
import type { Registry } from '../../registry/server.ts';
import { startRegistry } from '../../registry/server.ts';
import type { AwsServer } from '../server.ts';
import { startAwsServer } from '../server.ts';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { createEcr } from './service.ts';
import { createEcrTokens, ecrPolicy } from './tokens.ts';

const account = '123456789012';
const repositoryName = 'team/app';
const clock = systemClock();

let directory = '';
let registry: Registry;
let server: AwsServer;
let ecr: ECRClient;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ecr-'));
  const tokens = createEcrTokens({ clock });
  registry = await startRegistry({ directory, clock, registryId: account, policy: ecrPolicy(tokens) });
  const { service } = createEcr({ clock, account, region: 'us-east-1', registry, tokens });
  server = await startAwsServer({ services: [service], clock, validator: strictValidator() });
  ecr = new ECRClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
  });
});

afterEach(async () => {
  ecr.destroy();
  await server.close();
  await registry.close();
  await rm(directory, { recursive: true });
});

/** A manifest whose blobs are in the repository. */
async function manifestOf(content: string): Promise<string> {
  const { blobs } = registry.store;
  const bytes = Buffer.from(content);
  const { digest, size } = await blobs.put([bytes]);
  registry.store.addBlob(repositoryName, digest);
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociManifest,
    config: { mediaType: MEDIA_TYPES.ociConfig, digest, size },
    layers: [],
  });
}

async function put(content: string, imageTag?: string): Promise<string> {
  const imageManifest = await manifestOf(content);
  const { image } = await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag }));
  return image?.imageId?.imageDigest ?? '';
}

const create = (options: object = {}) => ecr.send(new CreateRepositoryCommand({ repositoryName, ...options }));

describe('repositories', () => {
  it('creates and describes them', async () => {
    const { repository } = await create({ imageTagMutability: 'IMMUTABLE' });
    expect(repository).toMatchObject({
      repositoryName,
      registryId: account,
      repositoryArn: `arn:aws:ecr:us-east-1:${account}:repository/team/app`,
      repositoryUri: `${registry.host}/team/app`,
      imageTagMutability: 'IMMUTABLE',
    });
    expect(Math.abs((repository?.createdAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    const described = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
    expect(described.repositories).toEqual([repository]);
  });

  it('shows no base images', async () => {
    registry.store.createRepository({ name: 'library/node', kind: 'public' });
    expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName: 'library/mine' }))).rejects.toThrow(
      'base images',
    );
  });

  it('refuses what is there, is not there, or has no valid name', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'RepositoryAlreadyExistsException' });
    await expect(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['absent'] }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: `The repository with name 'absent' does not exist in the registry with id '${account}'`,
    });
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName: 'App' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('deletes one with images only by force', async () => {
    await create();
    await put('one', 'v1');
    const remove = (force: boolean) => ecr.send(new DeleteRepositoryCommand({ repositoryName, force }));
    await expect(remove(false)).rejects.toMatchObject({ name: 'RepositoryNotEmptyException' });
    await remove(true);
    expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
  });
});

it('issues tokens the registry accepts', async () => {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const { authorizationToken = '', expiresAt, proxyEndpoint } = authorizationData?.[0] ?? {};
  expect(proxyEndpoint).toBe(`http://${registry.host}`);
  expect(Buffer.from(authorizationToken, 'base64').toString()).toMatch(/^AWS:.{40,}/);
  expect(((expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(12, 1);
  const ping = await fetch(`http://${registry.host}/v2/`, {
    headers: { authorization: `Basic ${authorizationToken}` },
  });
  expect(ping.status).toBe(200);
});

it('signs URLs that need no login, for what the repository holds', async () => {
  await create();
  const layerDigest = digestOf(Buffer.from('a configuration'));
  const ask = () => ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
  await expect(ask()).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  await put('a configuration');
  const { downloadUrl = '' } = await ask();
  expect(await (await fetch(downloadUrl)).text()).toBe('a configuration');
  const unsigned = new URL(downloadUrl);
  unsigned.search = '';
  expect((await fetch(unsigned)).status).toBe(401);
});

describe('reading images', () => {
  it('gives manifests by tag and digest, and says what it does not have', async () => {
    await create();
    const digest = await put('one', 'v1');
    const { images, failures } = await ecr.send(
      new BatchGetImageCommand({
        repositoryName,
        imageIds: [
          { imageTag: 'v1' },
          { imageDigest: digest },
          { imageTag: 'absent' },
          { imageTag: 'v1', imageDigest: digestOf('else') },
          { imageDigest: 'sha256:short' },
        ],
        acceptedMediaTypes: [MEDIA_TYPES.ociManifest],
      }),
    );
    expect(images?.map((image) => image.imageId)).toEqual([
      { imageDigest: digest, imageTag: 'v1' },
      { imageDigest: digest },
    ]);
    expect(digestOf(images?.[0]?.imageManifest ?? '')).toBe(digest);
    expect(images?.[0]?.imageManifestMediaType).toBe(MEDIA_TYPES.ociManifest);
    expect(failures?.map((failure) => failure.failureCode)).toEqual([
      'ImageNotFound',
      'ImageNotFound',
      'InvalidImageDigest',
    ]);
  });

  it('describes and lists them', async () => {
    await create();
    const tagged = await put('one', 'v1');
    await put('one', 'v2');
    const untagged = await put('two');
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
    expect(imageDetails).toMatchObject([
      { imageDigest: tagged, imageTags: ['v1', 'v2'], imageSizeInBytes: 3, artifactMediaType: MEDIA_TYPES.ociConfig },
      { imageDigest: untagged },
    ]);
    const filter = { tagStatus: 'UNTAGGED' } as const;
    const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName, filter }));
    expect(imageIds).toEqual([{ imageDigest: untagged }]);
    const pages = [];
    for await (const page of paginateListImages({ client: ecr, pageSize: 2 }, { repositoryName }))
      pages.push(page.imageIds?.length);
    expect(pages).toEqual([2, 1]);
  });

  it('names the image it cannot describe', async () => {
    await create();
    const imageIds = [{ imageTag: 'v1' }];
    await expect(ecr.send(new DescribeImagesCommand({ repositoryName, imageIds }))).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository with name 'team/app' in the registry with id '${account}'`,
    });
  });

  it('has scanned nothing', async () => {
    await create();
    await put('one', 'v1');
    await expect(
      ecr.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag: 'v1' } })),
    ).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  });
});

describe('PutImage', () => {
  it('moves a tag of a mutable repository, and refuses to repeat itself', async () => {
    await create();
    await put('one', 'v1');
    const second = await put('two', 'v1');
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
    );
    expect(imageDetails?.[0]?.imageDigest).toBe(second);
    await expect(put('two', 'v1')).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
  });

  it('moves no tag of an immutable one', async () => {
    await create();
    const settings = { imageTagMutability: 'IMMUTABLE' } as const;
    await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, ...settings }));
    await put('one', 'v1');
    await expect(put('two', 'v1')).rejects.toMatchObject({ name: 'ImageTagAlreadyExistsException' });
    await expect(put('one', 'v1')).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
    await put('one', 'v2');
  });

  it('refuses layers and images that are not there, and a digest that is wrong', async () => {
    await create();
    const { digest, size } = { digest: digestOf('absent'), size: 6 };
    const part = { mediaType: MEDIA_TYPES.ociManifest, digest, size };
    const send = (manifest: object, imageDigest?: string) =>
      ecr.send(new PutImageCommand({ repositoryName, imageDigest, imageManifest: JSON.stringify(manifest) }));
    const image = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config: part, layers: [] };
    const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [part] };
    await expect(send(image)).rejects.toMatchObject({ name: 'LayersNotFoundException' });
    await expect(send(index)).rejects.toMatchObject({ name: 'ReferencedImagesNotFoundException' });
    await expect(send(image, digest)).rejects.toMatchObject({ name: 'ImageDigestDoesNotMatchException' });
  });
});

describe('BatchDeleteImage', () => {
  it('removes a tag, with the last one the image', async () => {
    await create();
    const digest = await put('one', 'v1');
    await put('one', 'v2');
    const remove = (imageId: object) => ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [imageId] }));
    expect((await remove({ imageTag: 'v1' })).imageIds).toEqual([{ imageDigest: digest, imageTag: 'v1' }]);
    expect((await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toHaveLength(1);
    await remove({ imageTag: 'v2' });
    expect((await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual([]);
    expect((await remove({ imageTag: 'v2' })).failures?.[0]?.failureCode).toBe('ImageNotFound');
  });

  it('keeps an image that an index refers to', async () => {
    await create();
    const imageManifest = await manifestOf('one');
    const digest = await put('one');
    const child = { mediaType: MEDIA_TYPES.ociManifest, digest, size: imageManifest.length };
    const index = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [child] });
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest: index, imageTag: 'all' }));
    const remove = () => ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }));
    expect((await remove()).failures?.[0]?.failureCode).toBe('ImageReferencedByManifestList');
  });
});
