import type { Outcome, RollbackResult } from '../result.ts';
import { nameRelease } from '../target/candidates.ts';
import type { ReleaseVerification } from './verify-release.ts';

const OTHER_VERSION =
  'Another release answers at verify-url. Check that the URL leads to this service, that verify-version-from names the place of its commit, and that no cache stands in between.';
const UNHEALTHY =
  'What fails may be something that every release needs, such as a database or the network. To go further back all the same, name the release with `to:`; `list: true` prints them.';

/** The result of a rollback whose release was verified. */
export function withVerification(result: RollbackResult, verified: ReleaseVerification): RollbackResult {
  const { from, to = from } = result;
  const { sentence, mark } = verified;
  const { result: verdict } = verified.verification;
  const end = (outcome: Outcome, reason: string, hint?: string): RollbackResult => ({
    ...result,
    outcome,
    reason,
    hint,
    verified,
  });
  // Whatever answered: it was not, or not to its end, the release that was gone back to.
  if (mark?.kind === 'superseded')
    return end('superseded', `Another release came during the verification of ${nameRelease(to)}: ${mark.reason}`);
  if (verdict === 'healthy') return end(result.outcome, `${result.reason} Verified: ${sentence}`);
  const reason = `${result.reason} Its verification fails, though: ${sentence}`;
  return end('unhealthy', reason, verdict === 'wrong-version' ? OTHER_VERSION : UNHEALTHY);
}
