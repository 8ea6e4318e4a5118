import type { SandboxClock } from '../../clock.ts';
import { Members } from '../protocol/members.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import { describeSecret, listSecrets, listVersions } from './read-operations.ts';
import {
  createSecret,
  deleteSecret,
  restoreSecret,
  tagSecret,
  untagSecret,
  updateSecret,
} from './secret-operations.ts';
import { SecretStore } from './secret-store.ts';
import { getSecretValue, putSecretValue, updateStage } from './value-operations.ts';

export interface SecretsManagerOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  /** In [0, 1); the suffix of ARNs is made from it. */
  readonly random?: () => number;
}

export interface SecretsManager {
  readonly service: AwsService;
  readonly store: SecretStore;
}

/** AWS Secrets Manager, in memory: versions with staging labels and deletion with a recovery window; no rotation. */
export function createSecretsManager({ random = Math.random, ...place }: SecretsManagerOptions): SecretsManager {
  const store = new SecretStore({ ...place, random });
  const on = (run: (store: SecretStore, input: Members) => JsonObject): Operation => {
    return (input) => run(store, new Members(input, 'ValidationException'));
  };
  const service: AwsService = {
    name: 'SECRETS_MANAGER',
    protocol: { kind: 'json', targetPrefix: 'secretsmanager' },
    operations: {
      CreateSecret: on(createSecret),
      UpdateSecret: on(updateSecret),
      DeleteSecret: on(deleteSecret),
      RestoreSecret: on(restoreSecret),
      DescribeSecret: on(describeSecret),
      ListSecrets: on(listSecrets),
      GetSecretValue: on(getSecretValue),
      PutSecretValue: on(putSecretValue),
      ListSecretVersionIds: on(listVersions),
      UpdateSecretVersionStage: on(updateStage),
      TagResource: on(tagSecret),
      UntagResource: on(untagSecret),
    },
  };
  return { service, store };
}
