import type { FoundImage, ImageQuery } from '#shared/ecr/ecr-api';
import type { ImageFacts } from '#shared/ecr/lifecycle/select';

/** An image in a private registry. `region` undefined: that of this job. */
export type RegionalImage = ImageQuery & { readonly region: string | undefined };

/** A private repository. `region` undefined: that of this job. */
export type RepositoryPlace = Pick<RegionalImage, 'region' | 'registryId' | 'repository'>;

/** A configuration blob of an image. */
export type ConfigQuery = RepositoryPlace & { readonly digest: string };

export interface RoleFacts {
  readonly arn: string;
  /** JSON. */
  readonly trustPolicy: string;
}

export interface SecretFacts {
  readonly deleted: boolean;
  /** Version id to its staging labels. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

export interface TargetGroupFacts {
  readonly targetType: string | undefined;
  /** ARNs of those it belongs to. */
  readonly loadBalancers: readonly string[];
  /** Seconds. */
  readonly interval: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** What is asked of AWS about the end of images. */
export interface LifecycleApi {
  /** JSON; undefined where a repository has none. `ecr:GetLifecyclePolicy` */
  lifecyclePolicy(place: RepositoryPlace): Promise<string | undefined>;
  /** Undefined when it is not there. `ecr:DescribeImages` */
  imageFacts(query: RegionalImage): Promise<ImageFacts | undefined>;
  /** All images of a repository; undefined when it has too many. `ecr:DescribeImages` */
  imagesOf(place: RepositoryPlace): Promise<readonly ImageFacts[] | undefined>;
}

/**
 * What the checks ask of AWS: names and settings, never the value of a secret. Nothing is written. Calls reject with
 * the SDK's error; what does not exist is undefined, or an error of the kind `not-found`.
 */
export interface PreflightApi extends LifecycleApi {
  /** Host of the account's own registry. `ecr:GetAuthorizationToken` */
  ownRegistry(): Promise<string>;
  /** `ecr:BatchGetImage` */
  image(query: RegionalImage): Promise<FoundImage | undefined>;
  /** The JSON that tells an image's platform. `ecr:GetDownloadUrlForLayer` */
  imageConfig(query: ConfigQuery): Promise<string>;
  /** Prefixes of repositories that ECR fills from elsewhere at the first pull. `ecr:DescribePullThroughCacheRules` */
  pullThroughPrefixes(registry: Pick<RegionalImage, 'region' | 'registryId'>): Promise<readonly string[]>;
  /** `iam:GetRole` */
  role(name: string): Promise<RoleFacts>;
  /** `secretsmanager:DescribeSecret` */
  secret(region: string, id: string): Promise<SecretFacts>;
  /** Those of at most 10 names that are not there. `ssm:GetParameters`, without decryption. */
  missingParameters(region: string, names: readonly string[]): Promise<readonly string[]>;
  /** `logs:DescribeLogGroups` */
  hasLogGroup(region: string, name: string): Promise<boolean>;
  /** `elasticloadbalancing:DescribeTargetGroups` */
  targetGroup(arn: string): Promise<TargetGroupFacts>;
}
