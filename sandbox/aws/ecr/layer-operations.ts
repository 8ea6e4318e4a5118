import { isDigest } from '../../registry/digest.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { EcrContext } from './context.ts';
import { requestedRepository } from './context.ts';
import { requiredText } from './input.ts';

/** Reading what images are made of, and from where else ECR would get them. */
export function layerOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    GetDownloadUrlForLayer: (input) => downloadUrl(context, input),
    // No upstream registry is ever within reach here.
    DescribePullThroughCacheRules: () => ({ pullThroughCacheRules: [] }),
  };
}

/** AWS signs a URL of S3 for an hour; here it is the registry's own, with a token of ECR in its query. */
function downloadUrl(context: EcrContext, input: JsonObject): JsonObject {
  const { name, blobs } = requestedRepository(context, input);
  const layerDigest = requiredText(input, 'layerDigest');
  if (!isDigest(layerDigest) || !blobs.has(layerDigest)) {
    const message = `The layer with digest '${layerDigest}' does not exist in the repository with name '${name}' in the registry with id '${context.account}'`;
    throw new AwsError('LayersNotFoundException', message);
  }
  const url = new URL(`http://${context.host}/v2/${name}/blobs/${layerDigest}`);
  url.searchParams.set('X-Amz-Security-Token', context.tokens.issue().password);
  return { downloadUrl: url.href, layerDigest };
}
