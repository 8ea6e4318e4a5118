import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import type { OidcRole } from './settings.ts';

export interface OidcRoleOptions {
  readonly role: OidcRole;
  readonly region: string | undefined;
  readonly requestHandler: NodeHttpHandler;
}

/**
 * Credentials of `role`, got with GitHub's OIDC token inside this process: nothing is exported to later steps. The SDK
 * asks again when they are about to expire, and each time a new token is fetched, since one lives only minutes while
 * a deployment may outlive the hour.
 * @throws {ActionError} from the returned provider, when GitHub gives no token or STS refuses the role
 */
export function assumeRoleWithOidc(
  context: Pick<ActionContext, 'idToken' | 'maskSecret'>,
  { role, region, requestHandler }: OidcRoleOptions,
): () => Promise<AwsCredentialIdentity> {
  return async () => {
    const webIdentityToken = await context.idToken(role.audience);
    const assume = fromWebToken({
      webIdentityToken,
      roleArn: role.arn,
      roleSessionName: role.sessionName,
      durationSeconds: role.durationSeconds,
      clientConfig: { requestHandler, ...(region === undefined ? {} : { region }) },
    });
    try {
      const credentials = await assume();
      context.maskSecret(credentials.secretAccessKey);
      if (credentials.sessionToken !== undefined) context.maskSecret(credentials.sessionToken);
      return credentials;
    } catch (error) {
      throw new ActionError(`AWS STS refused role-to-assume ${role.arn}: ${errorMessage(error)}`, {
        hint: "Check that the role exists, and that its trust policy names GitHub's OIDC provider, this audience and this repository.",
        cause: error,
      });
    }
  };
}
