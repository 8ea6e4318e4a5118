import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { faultKind } from '#shared/aws/faults';
import type { FoundImage } from './ecr-api.ts';
import { createEcrApi } from './ecr-client.ts';
import type { ImageName } from './image-name.ts';
import { parseEcrHost } from './repository.ts';

export type NamedImage =
  | { readonly kind: 'there'; readonly image: FoundImage }
  | { readonly kind: 'missing' }
  /** `why` is a clause: who keeps the image, or that ECR could not be asked. */
  | { readonly kind: 'unknown'; readonly why: string };

const NOT_ECR: NamedImage = { kind: 'unknown', why: 'it is not in a private ECR registry' };

/**
 * Asks ECR for an image by its name. A registry whose name does not tell that it is ECR's (a proxy, a sandbox) is one
 * when ECR itself names it as the account's.
 * @throws the signal's reason when the job is cancelled
 */
export async function findNamedImage(
  { registry: host, repository, tag = 'latest', digest }: ImageName,
  config: AwsClientConfig,
  { maskSecret, signal }: Pick<ActionContext, 'maskSecret' | 'signal'>,
): Promise<NamedImage> {
  if (host === undefined) return NOT_ECR;
  const id = digest === undefined ? { tag } : { digest };
  const ecrHost = parseEcrHost(host);
  const region = ecrHost === undefined ? {} : { region: ecrHost.region };
  const ecr = createEcrApi({ config: { ...config, ...region }, maskSecret, signal });
  try {
    if (ecrHost === undefined && (await ecr.authorize()).registry !== host) return NOT_ECR;
    const image = await ecr.findImage({ registryId: ecrHost?.accountId, repository, ...id });
    return image === undefined ? { kind: 'missing' } : { kind: 'there', image };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && faultKind(error.cause) === 'not-found') return { kind: 'missing' };
    return { kind: 'unknown', why: errorMessage(error) };
  }
}
