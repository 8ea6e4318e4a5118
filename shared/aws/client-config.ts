import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AwsCredentialIdentity } from '@smithy/types';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ActionContext } from '#shared/action/context';
import { assumeRoleWithOidc } from './oidc-role.ts';
import type { AwsSettings } from './settings.ts';
import { shareCredentials } from './share-credentials.ts';

/** What every AWS client of the suite is made with. Members that are absent are the SDK's own defaults. */
export interface AwsClientConfig {
  readonly region?: string;
  readonly credentials?: () => Promise<AwsCredentialIdentity>;
  readonly requestHandler: NodeHttpHandler;
  readonly maxAttempts?: number;
  readonly customUserAgent: [string, string][];
}

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 5;

/**
 * The one way to make an AWS client: `new ECSClient(awsClientConfig(context, settings))`. Without a role the SDK's
 * default chain finds region and credentials, and `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>` and
 * `AWS_MAX_ATTEMPTS` are honoured. `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read by Node's own agents.
 */
export function awsClientConfig(
  context: Pick<ActionContext, 'env' | 'name' | 'clock' | 'idToken' | 'maskSecret'>,
  settings: AwsSettings,
): AwsClientConfig {
  const { env } = context;
  const { region, role } = settings;
  const agentOptions = { keepAlive: true, proxyEnv: env };
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Without this the SDK only warns, and waits for ever on a server that accepts and never answers.
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent(agentOptions),
  });
  return {
    requestHandler,
    customUserAgent: [['cicd-actions', context.name]],
    ...(region === undefined ? {} : { region }),
    ...(env['AWS_MAX_ATTEMPTS'] === undefined ? { maxAttempts: MAX_ATTEMPTS } : {}),
    ...(role === undefined
      ? {}
      : {
          credentials: shareCredentials(assumeRoleWithOidc(context, { role, region, requestHandler }), context.clock),
        }),
  };
}
