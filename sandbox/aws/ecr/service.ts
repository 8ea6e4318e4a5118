import type { SandboxClock } from '../../clock.ts';
import type { Digest } from '../../registry/digest.ts';
import type { Registry } from '../../registry/server.ts';
import type { AwsService } from '../service.ts';
import type { EcrContext } from './context.ts';
import { layerOperations } from './layer-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { readOperations } from './read-operations.ts';
import { BASIC_SCANNING } from './registry-scanning.ts';
import { RepositoryDetailsStore } from './repository-details.ts';
import { repositoryOperations } from './repository-operations.ts';
import { scanOperations, scanPushed } from './scan-operations.ts';
import type { ScanResult } from './scans.ts';
import type { EcrTokens } from './tokens.ts';
import { writeOperations } from './write-operations.ts';

export interface EcrOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  /** Shared with the API: what is pushed there is an image here, and the other way round. */
  readonly registry: Pick<Registry, 'host' | 'store'>;
  /** The same as the registry's policy was made of. */
  readonly tokens: EcrTokens;
}

export interface Ecr {
  readonly service: AwsService;
  /** Orders what scans of this image come to. Nothing is really scanned: without an order they find nothing. */
  scanResult(repositoryName: string, digest: Digest, result: ScanResult): void;
}

/** Amazon ECR's API over a sandbox registry. */
export function createEcr({ clock, account, region, registry, tokens }: EcrOptions): Ecr {
  const context: EcrContext = {
    account,
    region,
    tokens,
    clock,
    host: registry.host,
    store: registry.store,
    details: new RepositoryDetailsStore(clock),
    scanning: { current: BASIC_SCANNING },
  };
  registry.store.onPush((repositoryName, image) => {
    scanPushed(context, repositoryName, image);
  });
  return {
    service: {
      name: 'ECR',
      protocol: { kind: 'json', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' },
      operations: {
        ...repositoryOperations(context),
        ...policyOperations(context),
        ...readOperations(context),
        ...layerOperations(context),
        ...writeOperations(context),
        ...scanOperations(context),
      },
    },
    scanResult: (repositoryName, digest, result) => {
      context.details.of(repositoryName).scans.order(digest, result);
    },
  };
}
