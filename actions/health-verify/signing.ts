import type { ActionContext } from '#shared/action/context';
import { createRequestSigner } from '#shared/aws/request-signer';
import type { SigV4, Sign } from '#shared/http/auth';
import type { HealthVerifyInputs } from './inputs.ts';

/**
 * What signs requests, with the AWS identity that the inputs give.
 * @throws {ActionError} when there are no credentials, or no region
 */
export async function createSign(
  context: ActionContext,
  { aws }: HealthVerifyInputs,
  scopes: readonly SigV4[],
): Promise<Sign> {
  return createRequestSigner(context, aws, { needsRegion: scopes.some(({ region }) => region === undefined) });
}
