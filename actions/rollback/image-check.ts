import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { parseImageName } from '#shared/ecr/image-name';

/** Whether an image can still be pulled, as far as that can be told without pulling it. */
export type ImageState =
  | { readonly kind: 'there' }
  | { readonly kind: 'missing' }
  /** `why` completes "the image could not be checked: …". */
  | { readonly kind: 'unknown'; readonly why: string };

export type ImageCheck = (image: string) => Promise<ImageState>;

/** Asks ECR for the images it keeps; its code is loaded with the first question. */
export function createImageCheck(
  config: AwsClientConfig,
  context: Pick<ActionContext, 'maskSecret' | 'signal'>,
): ImageCheck {
  return async (image) => {
    const name = parseImageName(image);
    if (name?.registry === undefined) return { kind: 'unknown', why: 'it is not in a private ECR registry' };
    const { findNamedImage } = await import('#shared/ecr/find-named-image');
    return findNamedImage(name, config, context);
  };
}
