import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';
import { memo } from '#shared/aws/memo';

/** Names and versions of secrets; their values are never asked for. */
export function createSecretReader(config: AwsClientConfig, abortSignal: AbortSignal): PreflightApi['secret'] {
  const clientOf = memo((region: string) => new SecretsManagerClient({ ...config, region }));
  return async (region, SecretId) => {
    const answer = await clientOf(region).send(new DescribeSecretCommand({ SecretId }), { abortSignal });
    return {
      deleted: answer.DeletedDate !== undefined,
      versions: new Map(Object.entries(answer.VersionIdsToStages ?? {})),
    };
  };
}
