import type { EcsTask } from '#shared/ecs/api';
import { parseImageName, type ImageName } from '#shared/ecr/image-name';
import type { ExpectedImage } from './inputs.ts';

/** The expected image, with the digests a task that runs it may tell. */
export interface AcceptedImage extends ExpectedImage {
  /** Manifests of single platforms that an index of this digest lists: a task tells the one it has pulled. */
  readonly platforms: readonly string[];
}

type Container = NonNullable<EcsTask['containers']>[number];

/**
 * Digest of the image that counts in a task: the expected one where a container runs it, else that of the container from
 * the same repository, else of the first one. Undefined while the task does not tell it.
 */
export function imageOf({ containers = [] }: EcsTask, accepted: AcceptedImage | undefined): string | undefined {
  if (accepted === undefined) return undefined;
  if (containers.some((container) => runsImage(container, accepted))) return accepted.digest;
  const told = containers.filter(({ imageDigest }) => imageDigest !== undefined);
  return (told.find((container) => isOfRepository(container, accepted.name)) ?? told[0])?.imageDigest;
}

/** The repository to ask what the expected digest is, where a task has told another digest of it. */
export function repositoryOf({ containers = [] }: EcsTask, expected: ExpectedImage): ImageName | undefined {
  if (expected.name !== undefined) return expected.name;
  const name = parseImageName(containers.find(({ imageDigest }) => imageDigest !== undefined)?.image ?? '');
  return name && { ...name, tag: undefined, digest: expected.digest };
}

function runsImage({ image = '', imageDigest }: Container, { digest, platforms }: AcceptedImage): boolean {
  if (imageDigest === undefined) return false;
  // Named by its digest it can be nothing else, whichever of its platforms was pulled.
  return imageDigest === digest || platforms.includes(imageDigest) || parseImageName(image)?.digest === digest;
}

function isOfRepository({ image = '' }: Container, name: ImageName | undefined): boolean {
  const own = parseImageName(image);
  return name !== undefined && own?.repository === name.repository && own.registry === name.registry;
}
