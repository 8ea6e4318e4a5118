import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { faultKind } from '#shared/aws/faults';
import { parseEcrHost } from '#shared/ecr/repository';

/** Whether an image can still be pulled, as far as that can be told without pulling it. */
export type ImageState =
  | { readonly kind: 'there' }
  | { readonly kind: 'missing' }
  /** `why` completes "the image could not be checked: …". */
  | { readonly kind: 'unknown'; readonly why: string };

export type ImageCheck = (image: string) => Promise<ImageState>;

interface EcrImage {
  readonly registryId: string;
  readonly region: string;
  readonly repository: string;
  readonly id: { readonly tag: string } | { readonly digest: string };
}

/** Asks ECR for the images it keeps; its code is loaded with the first question. */
export function createImageCheck(
  config: AwsClientConfig,
  { maskSecret }: Pick<ActionContext, 'maskSecret'>,
): ImageCheck {
  return async (image) => {
    const place = parseEcrImage(image);
    if (place === undefined) return { kind: 'unknown', why: 'it is not in a private ECR registry' };
    const { createEcrApi } = await import('#shared/ecr/ecr-client');
    const { registryId, region, repository, id } = place;
    const ecr = createEcrApi({ config: { ...config, region }, maskSecret });
    try {
      const found = await ecr.findImage({ registryId, repository, ...id });
      return { kind: found === undefined ? 'missing' : 'there' };
    } catch (error) {
      if (error instanceof Error && faultKind(error.cause) === 'not-found') return { kind: 'missing' };
      return { kind: 'unknown', why: errorMessage(error) };
    }
  };
}

/** `host/name[:tag][@digest]` of a private ECR registry. */
export function parseEcrImage(image: string): EcrImage | undefined {
  const groups =
    /^(?<host>[^/]+)\/(?<repository>[^:@]+)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/.exec(
      image,
    )?.groups;
  const host = parseEcrHost(groups?.['host'] ?? '');
  if (groups === undefined || host === undefined) return undefined;
  const { repository = '', tag = 'latest', digest } = groups;
  return {
    registryId: host.accountId,
    region: host.region,
    repository,
    id: digest === undefined ? { tag } : { digest },
  };
}
