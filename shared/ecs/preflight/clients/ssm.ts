import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';
import { memo } from '#shared/aws/memo';

/** Only which parameters are not there is taken from the answer; nothing is decrypted. */
export function createParameterReader(
  config: AwsClientConfig,
  abortSignal: AbortSignal,
): PreflightApi['missingParameters'] {
  const clientOf = memo((region: string) => new SSMClient({ ...config, region }));
  return async (region, names) => {
    const command = new GetParametersCommand({ Names: [...names], WithDecryption: false });
    const { InvalidParameters = [] } = await clientOf(region).send(command, { abortSignal });
    return InvalidParameters;
  };
}
