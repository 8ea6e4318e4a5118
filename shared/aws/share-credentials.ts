import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '#shared/action/clock';

/** A client asks again in the last 5 minutes of its credentials (SDK); it must not be given the same ones then. */
const RENEW_BEFORE_MS = 6 * 60_000;

/**
 * One set of credentials for all clients. Without it each client would fetch its own, and a step with several clients
 * would ask GitHub and STS several times for the same role. A failure is not kept: who asks next tries again.
 */
export function shareCredentials(
  fetch: () => Promise<AwsCredentialIdentity>,
  clock: Pick<Clock, 'now'>,
): () => Promise<AwsCredentialIdentity> {
  let latest: Promise<AwsCredentialIdentity> | undefined;
  return async () => {
    const asked = latest;
    const known = await asked;
    const expires = known?.expiration?.getTime() ?? Infinity;
    if (known !== undefined && clock.now() < expires - RENEW_BEFORE_MS) return known;
    // Several may have waited for the same old ones: the first of them fetches, the others wait with it.
    if (latest === asked) {
      const fetched = fetch();
      latest = fetched;
      fetched.catch(() => {
        if (latest === fetched) latest = undefined;
      });
    }
    return latest ?? fetch();
  };
}
