import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { faultKind } from '#shared/aws/faults';
import { parseImageName } from '#shared/ecr/image-name';
import { parseEcrHost } from '#shared/ecr/repository';

/** Whether an image can still be pulled, as far as that can be told without pulling it. */
export type ImageState =
  | { readonly kind: 'there' }
  | { readonly kind: 'missing' }
  /** `why` completes "the image could not be checked: …". */
  | { readonly kind: 'unknown'; readonly why: string };

export type ImageCheck = (image: string) => Promise<ImageState>;

/**
 * Asks ECR for the images it keeps; its code is loaded with the first question. A registry whose name does not tell
 * that it is ECR's (a proxy, a sandbox) is one when ECR itself names it as the account's.
 */
export function createImageCheck(
  config: AwsClientConfig,
  { maskSecret, signal }: Pick<ActionContext, 'maskSecret' | 'signal'>,
): ImageCheck {
  return async (image) => {
    const name = parseImageName(image);
    if (name?.registry === undefined) return { kind: 'unknown', why: 'it is not in a private ECR registry' };
    const { createEcrApi } = await import('#shared/ecr/ecr-client');
    const { registry: host, repository, tag = 'latest', digest } = name;
    const id = digest === undefined ? { tag } : { digest };
    const ecrHost = parseEcrHost(host);
    const region = ecrHost === undefined ? {} : { region: ecrHost.region };
    const ecr = createEcrApi({ config: { ...config, ...region }, maskSecret, signal });
    try {
      if (ecrHost === undefined && (await ecr.authorize()).registry !== host) {
        return { kind: 'unknown', why: 'it is not in a private ECR registry' };
      }
      const found = await ecr.findImage({ registryId: ecrHost?.accountId, repository, ...id });
      return { kind: found === undefined ? 'missing' : 'there' };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && faultKind(error.cause) === 'not-found') return { kind: 'missing' };
      return { kind: 'unknown', why: errorMessage(error) };
    }
  };
}
