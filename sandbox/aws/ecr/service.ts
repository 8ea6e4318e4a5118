import type { Registry } from '../../registry/server.ts';
import type { AwsService } from '../service.ts';
import type { EcrContext } from './context.ts';
import { readOperations } from './read-operations.ts';
import { repositoryOperations } from './repository-operations.ts';
import type { EcrTokens } from './tokens.ts';
import { writeOperations } from './write-operations.ts';

export interface EcrOptions {
  readonly account: string;
  readonly region: string;
  /** Shared with the API: what is pushed there is an image here, and the other way round. */
  readonly registry: Pick<Registry, 'host' | 'store'>;
  /** The same as the registry's policy was made of. */
  readonly tokens: EcrTokens;
}

export interface Ecr {
  readonly service: AwsService;
}

/** Amazon ECR's API over a sandbox registry. */
export function createEcr({ account, region, registry, tokens }: EcrOptions): Ecr {
  const context: EcrContext = { account, region, tokens, host: registry.host, store: registry.store };
  return {
    service: {
      name: 'ECR',
      protocol: { kind: 'json', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' },
      operations: { ...repositoryOperations(context), ...readOperations(context), ...writeOperations(context) },
    },
  };
}
