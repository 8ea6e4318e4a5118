import {
  BatchGetImageCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  ImageAlreadyExistsException,
  ImageTagAlreadyExistsException,
  PutImageCommand,
  RepositoryNotFoundException,
  type AuthorizationData,
  type BatchGetImageCommandOutput,
} from '@aws-sdk/client-ecr';
import { ActionError } from '#shared/action/errors';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { awsFailure } from '#shared/aws/faults';
import type { EcrApi, EcrRepository, FoundImage, ImageQuery, RegistryLogin, TagRequest } from './ecr-api.ts';
import { repositoryMissing, tagTaken } from './errors.ts';

// Asked for without this list, ECR converts a manifest to an older form, which has another digest.
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

export interface EcrApiOptions {
  readonly config: AwsClientConfig;
  readonly maskSecret: (secret: string) => void;
  /** Ends a call under way; the call then rejects with its reason. */
  readonly signal?: AbortSignal;
}

export function createEcrApi({ config, maskSecret, signal }: EcrApiOptions): EcrApi {
  const client = new ECRClient(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const findImage = async (query: ImageQuery): Promise<FoundImage | undefined> => {
    const wanted = 'tag' in query ? `tag ${query.tag}` : query.digest;
    const imageId = 'tag' in query ? { imageTag: query.tag } : { imageDigest: query.digest };
    try {
      const command = { ...target(query), imageIds: [imageId], acceptedMediaTypes: MANIFEST_TYPES };
      return readFoundImage(await client.send(new BatchGetImageCommand(command), options), query);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RepositoryNotFoundException) throw repositoryMissing(query, error);
      throw awsFailure(`look up ${wanted} in ${query.repository}`, error);
    }
  };
  return {
    findImage,
    authorize: async () => {
      try {
        const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}), options);
        return readLogin(authorizationData?.[0], maskSecret);
      } catch (error) {
        signal?.throwIfAborted();
        throw awsFailure('log in to Amazon ECR', error);
      }
    },
    tagImage: async (request) => {
      try {
        await client.send(new PutImageCommand(putImageInput(request)), options);
      } catch (error) {
        signal?.throwIfAborted();
        // The same image under the same tag: what was wanted.
        if (error instanceof ImageAlreadyExistsException) return;
        if (!(error instanceof ImageTagAlreadyExistsException))
          throw awsFailure(`tag the image as ${request.tag} in ${request.repository}`, error);
        const found = await findImage(request);
        if (found?.digest !== request.image.digest)
          throw tagTaken({ ...request, wanted: request.image.digest, found: found?.digest });
      }
    },
  };
}

function target({ repository, registryId }: EcrRepository): { repositoryName: string; registryId?: string } {
  return { repositoryName: repository, ...(registryId === undefined ? {} : { registryId }) };
}

function putImageInput(request: TagRequest): PutImageCommand['input'] {
  const { image, tag } = request;
  return {
    ...target(request),
    imageTag: tag,
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
    imageDigest: image.digest,
  };
}

function readFoundImage(answer: BatchGetImageCommandOutput, query: ImageQuery): FoundImage | undefined {
  const image = answer.images?.[0];
  const failure = answer.failures?.[0];
  if (image === undefined && (failure === undefined || failure.failureCode === 'ImageNotFound')) return undefined;
  const digest = image?.imageId?.imageDigest;
  const manifest = image?.imageManifest;
  if (digest === undefined || manifest === undefined) {
    const reason = failure?.failureReason ?? failure?.failureCode ?? 'the answer has no digest or no manifest';
    throw new ActionError(`ECR cannot give the image from ${query.repository}: ${reason}`);
  }
  return { digest, manifest, mediaType: image?.imageManifestMediaType ?? manifestMediaType(manifest) };
}

function manifestMediaType(manifest: string): string {
  const { mediaType } = JSON.parse(manifest) as { readonly mediaType?: string }; // a manifest is a JSON object
  return mediaType ?? 'application/vnd.oci.image.manifest.v1+json';
}

function readLogin(data: AuthorizationData | undefined, maskSecret: (secret: string) => void): RegistryLogin {
  const token = data?.authorizationToken;
  const endpoint = data?.proxyEndpoint;
  if (token === undefined || endpoint === undefined) throw new ActionError('ECR answered without a login.');
  maskSecret(token);
  const [username, password] = splitOnce(Buffer.from(token, 'base64').toString('utf8'));
  maskSecret(password);
  return { registry: new URL(endpoint).host, endpoint, username, password, expiresAt: data?.expiresAt?.getTime() };
}

function splitOnce(pair: string): readonly [string, string] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}
