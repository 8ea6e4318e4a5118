import type { SandboxClock } from '../../clock.ts';
import type { Repository } from '../../registry/repositories.ts';
import type { RegistryStore } from '../../registry/store.ts';
import type { JsonObject } from '../service.ts';
import { AwsError } from '../service.ts';
import { requiredText } from './input.ts';
import type { RegistryScanning } from './registry-scanning.ts';
import type { RepositoryDetailsStore } from './repository-details.ts';
import type { EcrTokens } from './tokens.ts';

/** What ECR's operations work with. */
export interface EcrContext {
  readonly account: string;
  readonly region: string;
  readonly store: RegistryStore;
  /** `localhost:PORT` of the registry. */
  readonly host: string;
  readonly tokens: EcrTokens;
  readonly clock: SandboxClock;
  readonly details: RepositoryDetailsStore;
  /** Of the whole registry. */
  readonly scanning: { current: RegistryScanning };
}

/** The repository named in a request. @throws {AwsError} `RepositoryNotFoundException` */
export function requestedRepository(context: EcrContext, input: JsonObject): Repository {
  return privateRepository(context, requiredText(input, 'repositoryName'));
}

/** @throws {AwsError} `RepositoryNotFoundException` */
export function privateRepository({ store, account }: EcrContext, name: string): Repository {
  const known = store.repositories.get(name);
  if (known?.kind === 'private') return known;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  );
}

export function repositoryArn({ account, region }: EcrContext, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
