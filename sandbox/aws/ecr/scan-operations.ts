import { MEDIA_TYPES } from '../../registry/manifest.ts';
import type { Repository, StoredManifest } from '../../registry/repositories.ts';
import type { JsonObject, Operation } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { privateRepository, repositoryArn, requestedRepository } from './context.ts';
import { viewBasicFinding, viewEnhancedFinding } from './finding-views.ts';
import type { ImageId } from './image-ids.ts';
import { nameInMessages, readImageId, requireImage, tagsOf, viewImageId } from './image-ids.ts';
import { invalid, optionalFlag, optionalObject, paginate, texts } from './input.ts';
import { readRegistryScanning, scanningOf, viewFilter, viewRegistryScanning } from './registry-scanning.ts';
import type { Finding, Scan, Scans } from './scans.ts';

/** ECR takes one order to scan an image in this time (quota "Image scans"). */
const ORDER_INTERVAL_MS = 24 * 3_600_000;

export function scanOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    StartImageScan: (input) => startScan(context, input),
    DescribeImageScanFindings: (input) => describeFindings(context, input),
    PutImageScanningConfiguration: (input) => {
      const { name } = requestedRepository(context, input);
      const wanted = optionalObject(input, 'imageScanningConfiguration');
      if (!wanted) throw invalid(`'imageScanningConfiguration' failed to satisfy constraint: Member must not be null`);
      const scanOnPush = optionalFlag(wanted, 'scanOnPush');
      context.details.of(name).scanOnPush = scanOnPush;
      return { registryId: context.account, repositoryName: name, imageScanningConfiguration: { scanOnPush } };
    },
    BatchGetRepositoryScanningConfiguration: (input) => repositoryConfigurations(context, input),
    PutRegistryScanningConfiguration: (input) => {
      context.scanning.current = readRegistryScanning(input);
      return { registryScanningConfiguration: viewRegistryScanning(context.scanning.current) };
    },
    GetRegistryScanningConfiguration: () => ({
      registryId: context.account,
      scanningConfiguration: viewRegistryScanning(context.scanning.current),
    }),
  };
}

/** What a push sets off, by the settings of the registry and the repository. Indexes are not scanned. */
export function scanPushed({ details, scanning }: EcrContext, repositoryName: string, image: StoredManifest): void {
  const { frequency } = scanningOf(scanning.current, repositoryName, details.of(repositoryName));
  if (frequency === 'MANUAL' || isIndex(image)) return;
  details.of(repositoryName).scans.start(image.digest, scanning.current.type);
}

/** The members of DescribeImages that come from scanning. */
export function scanDetail({ details }: EcrContext, repositoryName: string, image: StoredManifest): JsonObject {
  const { scans } = details.of(repositoryName);
  const scan = scans.of(image.digest);
  if (!scan) return {};
  const found = scans.found(image.digest);
  return {
    imageScanStatus: scans.status(image.digest, scan),
    ...(found ? { imageScanFindingsSummary: scans.summary(scan, found.findings) } : {}),
  };
}

function startScan(context: EcrContext, input: JsonObject): JsonObject {
  const repository = requestedRepository(context, input);
  const id = readImageId(optionalObject(input, 'imageId') ?? {});
  const image = requireImage(context, repository, id);
  // Amazon Inspector decides itself when it scans.
  if (context.scanning.current.type === 'ENHANCED') {
    throw new AwsError('ValidationException', 'This feature is disabled');
  }
  if (isIndex(image)) {
    const message = `The operation failed as it is not supported for an image of type '${image.mediaType}'`;
    throw new AwsError('UnsupportedImageTypeException', message);
  }
  const { scans } = context.details.of(repository.name);
  const before = scans.of(image.digest);
  if (before && context.clock.now() - before.startedAt < ORDER_INTERVAL_MS) {
    throw new AwsError('LimitExceededException', 'The scan quota per image has been exceeded. Wait and try again.');
  }
  scans.start(image.digest, 'BASIC');
  return {
    ...named(context, repository, { tag: id.tag, digest: image.digest }),
    imageScanStatus: { status: 'IN_PROGRESS' },
  };
}

function describeFindings(context: EcrContext, input: JsonObject): JsonObject {
  const repository = requestedRepository(context, input);
  const id = readImageId(optionalObject(input, 'imageId') ?? {});
  const image = requireImage(context, repository, id);
  const { scans } = context.details.of(repository.name);
  const scan = scans.of(image.digest);
  if (!scan) {
    throw new AwsError(
      'ScanNotFoundException',
      `Image scan does not exist for the image with '${nameInMessages(id)}' in the repository with name '${repository.name}' in the registry with id '${context.account}'`,
    );
  }
  const answer = {
    ...named(context, repository, { tag: id.tag, digest: image.digest }),
    imageScanStatus: scans.status(image.digest, scan),
  };
  const found = scans.found(image.digest);
  if (!found) return answer;
  const { page, ...more } = paginate(input, found.findings);
  const place = { context, repository, image, scans, scan };
  return {
    ...answer,
    imageScanFindings: { ...scans.summary(scan, found.findings), ...viewFindings(page, place) },
    ...more,
  };
}

interface ScanPlace {
  readonly context: EcrContext;
  readonly repository: Repository;
  readonly image: StoredManifest;
  readonly scans: Scans;
  readonly scan: Scan;
}

function viewFindings(findings: readonly Finding[], place: ScanPlace): JsonObject {
  if (place.scan.type === 'BASIC') return { findings: findings.map(viewBasicFinding) };
  const { context, repository, image, scans, scan } = place;
  const { account, region } = context;
  const shared = {
    account,
    region,
    repositoryName: repository.name,
    repositoryArn: repositoryArn(context, repository.name),
    digest: image.digest,
    tags: tagsOf(repository, image.digest),
    observedAt: scans.endOf(scan),
  };
  return { enhancedFindings: findings.map((finding) => viewEnhancedFinding(finding, shared)) };
}

function repositoryConfigurations(context: EcrContext, input: JsonObject): JsonObject {
  const names = texts(input, 'repositoryNames') ?? [];
  if (names.length < 1 || names.length > 25) throw invalid(`'repositoryNames' must have 1 to 25 members`);
  const scanningConfigurations: JsonObject[] = [];
  const failures: JsonObject[] = [];
  for (const repositoryName of names) {
    if (context.store.repositories.get(repositoryName)?.kind !== 'private') {
      const failureReason = `The repository with name '${repositoryName}' does not exist in the registry with id '${context.account}'`;
      failures.push({ repositoryName, failureCode: 'REPOSITORY_NOT_FOUND', failureReason });
      continue;
    }
    const { name } = privateRepository(context, repositoryName);
    const { frequency, filters } = scanningOf(context.scanning.current, name, context.details.of(name));
    scanningConfigurations.push({
      repositoryArn: repositoryArn(context, name),
      repositoryName: name,
      scanOnPush: frequency !== 'MANUAL',
      scanFrequency: frequency,
      appliedScanFilters: filters.map(viewFilter),
    });
  }
  return { scanningConfigurations, failures };
}

function named({ account }: EcrContext, repository: Repository, id: ImageId): JsonObject {
  return { registryId: account, repositoryName: repository.name, imageId: viewImageId(id) };
}

function isIndex({ mediaType }: StoredManifest): boolean {
  return mediaType === MEDIA_TYPES.ociIndex || mediaType === MEDIA_TYPES.dockerList;
}
