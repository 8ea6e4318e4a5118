import {
  BatchDeleteImageCommand,
  BatchGetRepositoryScanningConfigurationCommand,
  CreateRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRegistryScanningConfigurationCommand,
  paginateDescribeImageScanFindings,
  PutImageCommand,
  PutImageScanningConfigurationCommand,
  PutRegistryScanningConfigurationCommand,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr';
import type { DescribeImageScanFindingsCommandOutput, ImageDetail } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { digestOf } from '../../registry/digest.ts';
import type { Digest } from '../../registry/digest.ts';
import { MEDIA_TYPES } from '../../registry/manifest.ts';
import type { Finding } from './scans.ts';
import { ACCOUNT, startEcrBench } from './testing/bench.ts';
import type { EcrBench } from './testing/bench.ts';

const repositoryName = 'app';
const start = Date.UTC(2026, 10, 1);
const scanned = new Date(start + 10_000);
const findings: readonly Finding[] = [
  {
    name: 'CVE-2026-0001',
    severity: 'CRITICAL',
    uri: 'https://example.com/1',
    package: { name: 'zlib', version: '1.2', fixedIn: '1.3' },
  },
  { name: 'CVE-2026-0002', severity: 'LOW' },
  { name: 'CVE-2026-0003', severity: 'LOW' },
];
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

async function create(scanOnPush: boolean): Promise<void> {
  await client.send(new CreateRepositoryCommand({ repositoryName, imageScanningConfiguration: { scanOnPush } }));
}

/** Pushes as Docker does. */
async function push(content: string, tag = 'v1'): Promise<Digest> {
  const manifest = await bench.manifest(repositoryName, content);
  expect((await bench.push(repositoryName, tag, manifest)).status).toBe(201);
  return digestOf(manifest);
}

const scan = () => client.send(new StartImageScanCommand({ repositoryName, imageId: { imageTag: 'v1' } }));
const look = (): Promise<DescribeImageScanFindingsCommandOutput> =>
  client.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag: 'v1' } }));
const detail = async (): Promise<ImageDetail | undefined> =>
  (await client.send(new DescribeImagesCommand({ repositoryName }))).imageDetails?.[0];
const rules = (scanFrequency: 'SCAN_ON_PUSH' | 'CONTINUOUS_SCAN', filter: string) => [
  { scanFrequency, repositoryFilters: [{ filter, filterType: 'WILDCARD' as const }] },
];

describe('basic scanning', () => {
  it('is in progress for ten seconds, then tells what was ordered to be found', async () => {
    await create(false);
    const digest = await push('one');
    bench.ecr.scanResult(repositoryName, digest, { kind: 'findings', findings });
    await expect(look()).rejects.toMatchObject({
      name: 'ScanNotFoundException',
      message: `Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name 'app' in the registry with id '${ACCOUNT}'`,
    });
    expect((await scan()).imageScanStatus?.status).toBe('IN_PROGRESS');
    await bench.clock.advance(9_999);
    expect(await look()).toMatchObject({ imageScanStatus: { status: 'IN_PROGRESS' } });
    expect((await look()).imageScanFindings).toBeUndefined();
    await bench.clock.advance(1);
    expect(await look()).toMatchObject({
      registryId: ACCOUNT,
      repositoryName,
      imageId: { imageTag: 'v1', imageDigest: digest },
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: {
        imageScanCompletedAt: scanned,
        findingSeverityCounts: { CRITICAL: 1, LOW: 2 },
        findings: [
          {
            name: 'CVE-2026-0001',
            severity: 'CRITICAL',
            uri: 'https://example.com/1',
            attributes: [
              { key: 'package_version', value: '1.2' },
              { key: 'package_name', value: 'zlib' },
            ],
          },
          { name: 'CVE-2026-0002', severity: 'LOW' },
          { name: 'CVE-2026-0003', severity: 'LOW' },
        ],
      },
    });
  });

  it('is shown in short by DescribeImages', async () => {
    await create(true);
    bench.ecr.scanResult(repositoryName, await push('one'), { kind: 'findings', findings });
    expect(await detail()).toMatchObject({ imageScanStatus: { status: 'IN_PROGRESS' } });
    await bench.clock.advance(10_000);
    expect(await detail()).toMatchObject({
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindingsSummary: { imageScanCompletedAt: scanned, findingSeverityCounts: { CRITICAL: 1, LOW: 2 } },
    });
  });

  it('finds nothing where nothing was ordered', async () => {
    await create(true);
    await push('one');
    await bench.clock.advance(10_000);
    expect((await look()).imageScanFindings).toMatchObject({ findingSeverityCounts: {}, findings: [] });
  });

  it('gives findings in pages', async () => {
    await create(true);
    bench.ecr.scanResult(repositoryName, await push('one'), { kind: 'findings', findings });
    await bench.clock.advance(10_000);
    const input = { repositoryName, imageId: { imageTag: 'v1' } };
    const pages = [];
    for await (const page of paginateDescribeImageScanFindings({ client, pageSize: 2 }, input))
      pages.push(page.imageScanFindings?.findings?.map(({ name }) => name));
    expect(pages).toEqual([['CVE-2026-0001', 'CVE-2026-0002'], ['CVE-2026-0003']]);
  });

  it('may fail by order', async () => {
    await create(true);
    const description = "UnsupportedImageError: The operating system '' version '' is not supported.";
    bench.ecr.scanResult(repositoryName, await push('one'), { kind: 'failed', status: 'FAILED', description });
    await bench.clock.advance(10_000);
    const answer = await look();
    expect(answer.imageScanStatus).toEqual({ status: 'FAILED', description });
    expect(answer.imageScanFindings).toBeUndefined();
  });

  it('takes one order a day for an image, and forgets the scan with the image', async () => {
    await create(false);
    await push('one');
    await scan();
    await bench.clock.advance(24 * 3_600_000 - 1);
    await expect(scan()).rejects.toMatchObject({ name: 'LimitExceededException' });
    await bench.clock.advance(1);
    await scan();
    const imageIds = [{ imageTag: 'v1' }];
    await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    await push('one');
    await expect(look()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  });

  it('does not take an index', async () => {
    await create(true);
    const manifest = await bench.manifest(repositoryName, 'one');
    const digest = await push('one', 'child');
    const child = { mediaType: MEDIA_TYPES.ociManifest, digest, size: manifest.length };
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [child] });
    await client.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1' }));
    await expect(look()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
    await expect(scan()).rejects.toMatchObject({ name: 'UnsupportedImageTypeException' });
  });

  it('is set by repository', async () => {
    await create(false);
    const imageScanningConfiguration = { scanOnPush: true };
    await client.send(new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }));
    const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
    expect(repositories).toMatchObject([{ imageScanningConfiguration }]);
    const repositoryNames = [repositoryName, 'absent'];
    expect(await client.send(new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }))).toMatchObject({
      scanningConfigurations: [{ repositoryName, scanOnPush: true, scanFrequency: 'SCAN_ON_PUSH' }],
      failures: [{ repositoryName: 'absent', failureCode: 'REPOSITORY_NOT_FOUND' }],
    });
  });
});

describe('enhanced scanning', () => {
  beforeEach(async () => {
    const command = { scanType: 'ENHANCED', rules: rules('CONTINUOUS_SCAN', 'ap*') } as const;
    await client.send(new PutRegistryScanningConfigurationCommand(command));
    await create(false);
  });

  it('goes from PENDING to ACTIVE, and words findings as Inspector does', async () => {
    bench.ecr.scanResult(repositoryName, await push('one'), { kind: 'findings', findings });
    expect((await look()).imageScanStatus?.status).toBe('PENDING');
    await bench.clock.advance(10_000);
    const { imageScanStatus, imageScanFindings } = await look();
    expect(imageScanStatus?.status).toBe('ACTIVE');
    expect(imageScanFindings?.findings).toBeUndefined();
    expect(imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 1, LOW: 2 });
    expect(imageScanFindings?.enhancedFindings?.[0]).toMatchObject({
      title: 'CVE-2026-0001 - zlib',
      severity: 'CRITICAL',
      status: 'ACTIVE',
      type: 'PACKAGE_VULNERABILITY',
      packageVulnerabilityDetails: {
        vulnerabilityId: 'CVE-2026-0001',
        vulnerablePackages: [{ name: 'zlib', version: '1.2', fixedInVersion: '1.3' }],
      },
    });
  });

  it('takes no orders', async () => {
    await push('one');
    await expect(scan()).rejects.toMatchObject({ name: 'ValidationException', message: 'This feature is disabled' });
  });

  it('holds where a rule says so', async () => {
    const { scanningConfiguration } = await client.send(new GetRegistryScanningConfigurationCommand({}));
    expect(scanningConfiguration).toEqual({ scanType: 'ENHANCED', rules: rules('CONTINUOUS_SCAN', 'ap*') });
    const repositoryNames = [repositoryName];
    const answer = await client.send(new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }));
    expect(answer.scanningConfigurations).toMatchObject([
      { scanFrequency: 'CONTINUOUS_SCAN', appliedScanFilters: [{ filter: 'ap*', filterType: 'WILDCARD' }] },
    ]);
  });
});
