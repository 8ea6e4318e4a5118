import { isDigest } from '../../registry/digest.ts';
import type { Repository, StoredManifest } from '../../registry/repositories.ts';
import type { JsonObject } from '../service.ts';
import { optionalText } from './input.ts';

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
