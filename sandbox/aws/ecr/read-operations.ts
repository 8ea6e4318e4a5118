import { MEDIA_TYPES } from '../../registry/manifest.ts';
import type { Repository, StoredManifest } from '../../registry/repositories.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { EcrContext } from './context.ts';
import { requestedRepository } from './context.ts';
import type { ImageId } from './image-ids.ts';
import { lookUp, readImageId, requireImage, tagsOf, viewImageId } from './image-ids.ts';
import { invalid, objects, optionalObject, optionalText, paginate } from './input.ts';
import { scanDetail } from './scan-operations.ts';

/** Operations that read images. */
export function readOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    BatchGetImage: (input) => batchGetImage(context, input),
    ListImages: (input) => {
      const repository = requestedRepository(context, input);
      const { page, ...more } = paginate(input, listedIds(repository, tagStatus(input)));
      return { imageIds: page.map(viewImageId), ...more };
    },
    DescribeImages: (input) => {
      const repository = requestedRepository(context, input);
      const { page, ...more } = paginate(input, describedImages(context, repository, input));
      return { imageDetails: page.map((image) => viewDetail(context, repository, image)), ...more };
    },
  };
}

async function batchGetImage(context: EcrContext, input: JsonObject): Promise<JsonObject> {
  const repository = requestedRepository(context, input);
  const images: JsonObject[] = [];
  const failures: JsonObject[] = [];
  for (const imageId of requiredIds(input)) {
    const id = readImageId(imageId);
    const result = lookUp(repository, id);
    if (result.kind === 'failed') {
      failures.push({ imageId: viewImageId(id), failureCode: result.code, failureReason: result.reason });
      continue;
    }
    const { digest, mediaType } = result.image;
    context.store.recordPull(repository.name, digest);
    images.push({
      registryId: context.account,
      repositoryName: repository.name,
      imageId: viewImageId({ tag: id.tag, digest }),
      imageManifest: (await context.store.blobs.bytes(digest)).toString('utf8'),
      imageManifestMediaType: mediaType,
    });
  }
  return { images, failures };
}

/** The `imageIds` of a batch request. */
export function requiredIds(input: JsonObject): readonly JsonObject[] {
  const ids = objects(input, 'imageIds') ?? [];
  if (ids.length < 1 || ids.length > 100) throw invalid(`'imageIds' must have 1 to 100 members`);
  return ids;
}

function describedImages(context: EcrContext, repository: Repository, input: JsonObject): readonly StoredManifest[] {
  const ids = objects(input, 'imageIds');
  const paged = input['maxResults'] !== undefined || input['nextToken'] !== undefined;
  if (ids && paged) throw invalid(`'maxResults' and 'nextToken' cannot be used together with 'imageIds'`);
  if (ids) return ids.map((id) => requireImage(context, repository, readImageId(id)));
  const status = tagStatus(input);
  const tagged = new Set(repository.tags.values());
  return [...repository.manifests.values()].filter(
    ({ digest }) => status === 'ANY' || tagged.has(digest) === (status === 'TAGGED'),
  );
}

function viewDetail(context: EcrContext, repository: Repository, image: StoredManifest): JsonObject {
  const tags = tagsOf(repository, image.digest);
  return {
    registryId: context.account,
    repositoryName: repository.name,
    imageDigest: image.digest,
    ...(tags.length > 0 ? { imageTags: tags } : {}),
    imageSizeInBytes: image.imageSize ?? image.size,
    imagePushedAt: image.pushedAt / 1000,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactType ?? MEDIA_TYPES.ociIndex,
    ...(image.pulledAt === undefined ? {} : { lastRecordedPullTime: image.pulledAt / 1000 }),
    ...scanDetail(context, repository.name, image),
    imageStatus: 'ACTIVE',
    ...(image.subject === undefined ? {} : { subjectManifestDigest: image.subject }),
  };
}

function listedIds(repository: Repository, status: string): readonly ImageId[] {
  const tagged = [...repository.tags].map(([tag, digest]) => ({ tag, digest }));
  const untagged = [...repository.manifests.keys()]
    .filter((digest) => tagsOf(repository, digest).length === 0)
    .map((digest) => ({ tag: undefined, digest }));
  return [...(status === 'UNTAGGED' ? [] : tagged), ...(status === 'TAGGED' ? [] : untagged)];
}

function tagStatus(input: JsonObject): string {
  const status = optionalText(optionalObject(input, 'filter') ?? {}, 'tagStatus') ?? 'ANY';
  if (!['ANY', 'TAGGED', 'UNTAGGED'].includes(status)) throw invalid(`'tagStatus' must be ANY, TAGGED or UNTAGGED`);
  return status;
}
