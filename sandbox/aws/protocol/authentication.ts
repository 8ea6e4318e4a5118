import type { Signer } from './authorization.ts';
import { expiredToken, invalidToken, missingToken } from './refusals.ts';
import type { Refusing } from './refusals.ts';

/** Knows which temporary credentials were issued; implemented by sandbox/aws/sts. */
export interface Authenticator {
  check(signer: Signer): 'valid' | 'expired' | 'invalid';
}

/** The only calls AWS takes unsigned: their token is the proof. */
const UNSIGNED: ReadonlySet<string> = new Set(['AssumeRoleWithWebIdentity']);

export interface Caller extends Refusing {
  readonly signer: Signer | undefined;
}

/**
 * Refuses what AWS refuses before it looks at the request.
 * @throws {AwsError} named as each protocol names it: Query services say `ExpiredToken`, JSON services `ExpiredTokenException`
 */
export function authenticate(caller: Caller, authenticator: Authenticator | undefined): void {
  if (caller.signer === undefined) {
    if (!UNSIGNED.has(caller.operation)) throw missingToken(caller);
    return;
  }
  const verdict = authenticator?.check(caller.signer) ?? 'valid';
  if (verdict === 'expired') throw expiredToken(caller);
  if (verdict === 'invalid') throw invalidToken(caller);
}
