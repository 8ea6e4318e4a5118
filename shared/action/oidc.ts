import { ActionError, errorMessage } from './errors.ts';
import type { InputSource } from './inputs.ts';

/**
 * GitHub's OIDC token for this job, masked before anyone sees it.
 * @throws {ActionError} when the job lacks `id-token: write`, or GitHub does not answer
 */
export async function requestIdToken(options: InputSource & { readonly audience: string }): Promise<string> {
  const { env, audience, maskSecret } = options;
  if (env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined || env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] === undefined) {
    throw new ActionError('GitHub offers this job no OIDC token, so role-to-assume cannot be used.', {
      hint: 'Add `permissions: { id-token: write }` to the job. Workflows started from a fork never get one.',
    });
  }
  try {
    // It brings an HTTP client along, which only those runs need that assume a role.
    const { getIDToken } = await import('@actions/core');
    const token = await getIDToken(audience);
    maskSecret(token);
    return token;
  } catch (error) {
    throw new ActionError(`GitHub did not give an OIDC token for audience ${audience}: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}
