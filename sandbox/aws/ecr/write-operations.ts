import type { Digest } from '../../registry/digest.ts';
import { digestOf } from '../../registry/digest.ts';
import { RegistryError } from '../../registry/errors.ts';
import { MEDIA_TYPES, parseManifest, statedMediaType } from '../../registry/manifest.ts';
import type { Repository } from '../../registry/repositories.ts';
import { isTag } from '../../registry/store.ts';
import type { JsonObject, Operation } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { requestedRepository } from './context.ts';
import type { ImageId, Lookup } from './image-ids.ts';
import { lookUp, readImageId, tagsOf, viewImageId } from './image-ids.ts';
import { invalid, optionalText, requiredText } from './input.ts';
import { requiredIds } from './read-operations.ts';

/** Operations that change images. */
export function writeOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    PutImage: (input) => putImage(context, input),
    BatchDeleteImage: (input) => batchDeleteImage(context, input),
  };
}

async function putImage(context: EcrContext, input: JsonObject): Promise<JsonObject> {
  const repository = requestedRepository(context, input);
  const text = requiredText(input, 'imageManifest');
  const bytes = Buffer.from(text, 'utf8');
  const digest = digestOf(bytes);
  const tag = optionalText(input, 'imageTag');
  if (tag !== undefined && !isTag(tag)) throw invalid(`'imageTag': '${tag}' is not a tag`);
  requireDigest(optionalText(input, 'imageDigest'), digest);
  requireNew(context, repository, { tag, digest });
  try {
    const mediaType =
      optionalText(input, 'imageManifestMediaType') ?? statedMediaType(bytes) ?? MEDIA_TYPES.dockerManifest;
    await context.store.putManifest(repository.name, { bytes, mediaType, ...(tag === undefined ? {} : { tag }) });
    const imageId = viewImageId({ tag, digest });
    const image = { registryId: context.account, repositoryName: repository.name, imageId };
    return { image: { ...image, imageManifest: text, imageManifestMediaType: mediaType } };
  } catch (error) {
    throw error instanceof RegistryError ? translate(error) : error;
  }
}

function requireDigest(stated: string | undefined, actual: Digest): void {
  if (stated === undefined || stated === actual) return;
  throw new AwsError(
    'ImageDigestDoesNotMatchException',
    `The specified image digest '${stated}' does not match the digest '${actual}' that Amazon ECR calculated for the image`,
  );
}

/** The same digest under the same tag (or untagged twice) is refused in every repository, mutable ones too. */
function requireNew({ account }: EcrContext, repository: Repository, id: ImageId & { digest: Digest }): void {
  const { tag, digest } = id;
  const there = tag === undefined ? repository.manifests.has(digest) : repository.tags.get(tag) === digest;
  if (!there) return;
  const andTag = tag === undefined ? '' : ` and tag '${tag}'`;
  throw new AwsError(
    'ImageAlreadyExistsException',
    `Image with digest '${digest}'${andTag} already exists in the repository with name '${repository.name}' in registry with id '${account}'`,
  );
}

function translate(error: RegistryError): Error {
  switch (error.code) {
    case 'TAG_INVALID':
      return new AwsError('ImageTagAlreadyExistsException', error.message);
    case 'MANIFEST_BLOB_UNKNOWN':
      return new AwsError('LayersNotFoundException', error.message);
    case 'MANIFEST_UNKNOWN':
      return new AwsError('ReferencedImagesNotFoundException', error.message);
    case 'MANIFEST_INVALID':
    case 'SIZE_INVALID':
      return invalid(error.message);
    default:
      return error;
  }
}

async function batchDeleteImage(context: EcrContext, input: JsonObject): Promise<JsonObject> {
  requestedRepository(context, input);
  const imageIds: JsonObject[] = [];
  const failures: JsonObject[] = [];
  for (const imageId of requiredIds(input)) {
    const id = readImageId(imageId);
    const repository = requestedRepository(context, input);
    const result = await deletable(context, repository, lookUp(repository, id));
    if (result.kind === 'failed') {
      failures.push({ imageId: viewImageId(id), failureCode: result.code, failureReason: result.reason });
      continue;
    }
    // Read again: reading manifests took a while.
    const now = requestedRepository(context, input);
    imageIds.push(...removeImage(context, now, { id, digest: result.image.digest }));
  }
  return { imageIds, failures };
}

/** A child of an index cannot go before the index. */
async function deletable({ store }: EcrContext, repository: Repository, found: Lookup): Promise<Lookup> {
  if (found.kind === 'failed') return found;
  for (const { digest, mediaType } of repository.manifests.values()) {
    const manifest = parseManifest(await store.blobs.bytes(digest), mediaType);
    if (manifest.kind === 'image' || !manifest.manifests.some((child) => child.digest === found.image.digest)) continue;
    const reason = `Requested image referenced by manifest list: [${digest}]`;
    return { kind: 'failed', code: 'ImageReferencedByManifestList', reason };
  }
  return found;
}

/** By tag alone: that tag, and the image with its last one. By digest: the image with all its tags. */
function removeImage(
  { store, details }: EcrContext,
  before: Repository,
  { id, digest }: Removal,
): readonly JsonObject[] {
  const all = tagsOf(before, digest);
  const removed = id.digest === undefined && id.tag !== undefined ? [id.tag] : all;
  const tags = new Map([...before.tags].filter(([tag]) => !removed.includes(tag)));
  const manifests = new Map(before.manifests);
  if (removed.length === all.length) {
    manifests.delete(digest);
    details.of(before.name).scans.forget(digest);
  }
  store.repositories.save({ ...before, tags, manifests });
  return removed.length === 0
    ? [viewImageId({ tag: undefined, digest })]
    : removed.map((tag) => viewImageId({ tag, digest }));
}

interface Removal {
  readonly id: ImageId;
  readonly digest: Digest;
}
