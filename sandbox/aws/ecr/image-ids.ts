import { isDigest } from '../../registry/digest.ts';
import type { Digest } from '../../registry/digest.ts';
import type { Repository, StoredManifest } from '../../registry/repositories.ts';
import { compareText } from '../../registry/repositories.ts';
import type { JsonObject } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { invalid, optionalText } from './input.ts';

/** An image as a caller names it: by tag, by digest, or both. */
export interface ImageId {
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export type Lookup =
  | { readonly kind: 'found'; readonly image: StoredManifest }
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

export function readImageId(input: JsonObject): ImageId {
  return { tag: optionalText(input, 'imageTag'), digest: optionalText(input, 'imageDigest') };
}

export function viewImageId({ tag, digest }: ImageId): JsonObject {
  return {
    ...(digest === undefined ? {} : { imageDigest: digest }),
    ...(tag === undefined ? {} : { imageTag: tag }),
  };
}

/** Finds an image; what is wrong comes with ECR's own failure code. */
export function lookUp(repository: Repository, { tag, digest }: ImageId): Lookup {
  if (tag === undefined && digest === undefined) {
    return failed('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  }
  if (digest !== undefined && !isDigest(digest)) {
    return failed('InvalidImageDigest', `Invalid request parameters: image digest '${digest}' is not valid`);
  }
  const tagged = tag === undefined ? undefined : repository.tags.get(tag);
  const wanted = digest ?? tagged;
  const image = wanted === undefined ? undefined : repository.manifests.get(wanted);
  if (!image) return failed('ImageNotFound', 'Requested image not found');
  if (tag !== undefined && tagged !== image.digest) {
    return failed('ImageTagDoesNotMatchDigest', 'The specified tag and digest do not match');
  }
  return { kind: 'found', image };
}

function failed(code: string, reason: string): Lookup {
  return { kind: 'failed', code, reason };
}

/** @throws {AwsError} ImageNotFoundException, InvalidParameterException */
export function requireImage(context: EcrContext, repository: Repository, id: ImageId): StoredManifest {
  const result = lookUp(repository, id);
  if (result.kind === 'found') return result.image;
  if (result.code !== 'ImageNotFound' && result.code !== 'ImageTagDoesNotMatchDigest') throw invalid(result.reason);
  throw new AwsError(
    'ImageNotFoundException',
    `The image with imageId ${nameInMessages(id)} does not exist within ${placeInMessages(context, repository)}`,
  );
}

/** Sorted. */
export function tagsOf(repository: Repository, digest: Digest): readonly string[] {
  return [...repository.tags]
    .filter(([, tagged]) => tagged === digest)
    .map(([tag]) => tag)
    .sort(compareText);
}

/** As ECR's messages name an image. */
export function nameInMessages({ tag, digest }: ImageId): string {
  return `{imageDigest:'${digest ?? 'null'}', imageTag:'${tag ?? 'null'}'}`;
}

function placeInMessages({ account }: EcrContext, repository: Repository): string {
  return `the repository with name '${repository.name}' in the registry with id '${account}'`;
}
