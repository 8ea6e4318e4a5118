import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';

/** IAM has no regions; the client asks that of its partition. */
export function createRoleReader(config: AwsClientConfig, abortSignal: AbortSignal): PreflightApi['role'] {
  const client = new IAMClient(config);
  return async (RoleName) => {
    const { Role } = await client.send(new GetRoleCommand({ RoleName }), { abortSignal });
    return { arn: Role?.Arn ?? '', trustPolicy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}') };
  };
}
