import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { ImageName } from '#shared/ecr/image-name';
import { listedManifests } from '#shared/oci/manifest';

/** Digests of the platforms of a multi-platform image; none when it is of one platform, or cannot be asked for. */
export type PlatformsOf = (image: ImageName) => Promise<readonly string[]>;

/** Asks ECR, whose code is loaded with the first question. */
export function createPlatformsOf(
  config: AwsClientConfig,
  context: Pick<ActionContext, 'log' | 'maskSecret' | 'signal'>,
): PlatformsOf {
  return async (name) => {
    const { findNamedImage } = await import('#shared/ecr/find-named-image');
    const found = await findNamedImage(name, config, context);
    if (found.kind === 'there') return listedManifests(found.image.manifest);
    const why = found.kind === 'missing' ? 'the repository has none of this digest' : found.why;
    context.log.info(`Platforms of ${name.repository}@${name.digest ?? ''} are not known: ${why}`);
    return [];
  };
}
