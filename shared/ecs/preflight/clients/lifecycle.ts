import {
  DescribeImagesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  ImageNotFoundException,
  LifecyclePolicyNotFoundException,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { memo } from '#shared/aws/memo';
import type { ImageFacts } from '#shared/ecr/lifecycle/select';
import type { RepositoryPlace, LifecycleApi } from '../api.ts';

/** DescribeImages gives no more at a time. */
const IMAGES_A_PAGE = 1_000;
/** With more images a count would cost calls that everybody in the account shares. */
const MOST_PAGES = 10;

/** What the lifecycle policies of repositories say and go by, in the registry of any account and region. */
export function createLifecycleReader(config: AwsClientConfig, signal: AbortSignal): LifecycleApi {
  const clientOf = memo(
    (region: string | undefined) => new ECRClient(region === undefined ? config : { ...config, region }),
  );
  const options = { abortSignal: signal };
  return {
    lifecyclePolicy: async (place) => {
      try {
        const command = new GetLifecyclePolicyCommand(named(place));
        return (await clientOf(place.region).send(command, options)).lifecyclePolicyText;
      } catch (error) {
        if (error instanceof LifecyclePolicyNotFoundException) return undefined;
        throw error;
      }
    },
    imageFacts: async (query) => {
      const imageId = 'tag' in query ? { imageTag: query.tag } : { imageDigest: query.digest };
      try {
        const command = new DescribeImagesCommand({ ...named(query), imageIds: [imageId] });
        const [detail] = (await clientOf(query.region).send(command, options)).imageDetails ?? [];
        return detail && factsOf(detail);
      } catch (error) {
        if (error instanceof ImageNotFoundException) return undefined;
        throw error;
      }
    },
    imagesOf: async (place) => {
      const found: ImageFacts[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const command = new DescribeImagesCommand({ ...named(place), maxResults: IMAGES_A_PAGE, nextToken });
        const answer = await clientOf(place.region).send(command, options);
        found.push(...(answer.imageDetails ?? []).map(factsOf));
        nextToken = answer.nextToken;
        if (nextToken === undefined) return found;
      }
      return undefined;
    },
  };
}

function named({ registryId, repository }: RepositoryPlace) {
  return { repositoryName: repository, ...(registryId === undefined ? {} : { registryId }) };
}

function factsOf(detail: ImageDetail): ImageFacts {
  const { imageDigest = '', imageTags = [], imageStatus = 'ACTIVE' } = detail;
  return {
    digest: imageDigest,
    tags: imageTags,
    pushedAt: detail.imagePushedAt?.getTime() ?? 0,
    pulledAt: detail.lastRecordedPullTime?.getTime(),
    activatedAt: detail.lastActivatedAt?.getTime(),
    status: imageStatus,
  };
}
