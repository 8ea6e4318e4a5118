import {
  DescribePullThroughCacheRulesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  PullThroughCacheRuleNotFoundException,
} from '@aws-sdk/client-ecr';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { createEcrApi } from '#shared/ecr/ecr-client';
import type { PreflightApi } from '../api.ts';
import { download } from './download.ts';
import { memo } from '#shared/aws/memo';

export type ImageReader = Pick<PreflightApi, 'ownRegistry' | 'image' | 'imageConfig' | 'pullThroughPrefixes'>;

export interface ImageReaderOptions {
  readonly config: AwsClientConfig;
  readonly maskSecret: (secret: string) => void;
  readonly signal: AbortSignal;
}

/** Images by tag and digest, in the registry of any account and region. */
export function createImageReader({ config, maskSecret, signal }: ImageReaderOptions): ImageReader {
  const configOf = (region: string | undefined): AwsClientConfig =>
    region === undefined ? config : { ...config, region };
  const ecrOf = memo((region: string | undefined) => createEcrApi({ config: configOf(region), maskSecret, signal }));
  const clientOf = memo((region: string | undefined) => new ECRClient(configOf(region)));
  const options = { abortSignal: signal };
  return {
    ownRegistry: async () => (await ecrOf(undefined).authorize()).registry,
    image: (query) => ecrOf(query.region).findImage(query),
    imageConfig: async ({ region, registryId, repository, digest }) => {
      const command = new GetDownloadUrlForLayerCommand({
        registryId,
        repositoryName: repository,
        layerDigest: digest,
      });
      const { downloadUrl = '' } = await clientOf(region).send(command, options);
      return download(new URL(downloadUrl), { requestHandler: config.requestHandler, abortSignal: signal });
    },
    pullThroughPrefixes: async ({ region, registryId }) => {
      try {
        const answer = await clientOf(region).send(new DescribePullThroughCacheRulesCommand({ registryId }), options);
        return (answer.pullThroughCacheRules ?? []).flatMap(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix ?? []);
      } catch (error) {
        if (error instanceof PullThroughCacheRuleNotFoundException) return [];
        throw error;
      }
    },
  };
}
