import { AwsError } from '../service.ts';
import type { Signer } from './authorization.ts';

/** Knows which temporary credentials were issued; implemented by sandbox/aws/sts. */
export interface Authenticator {
  check(signer: Signer): 'valid' | 'expired' | 'invalid';
}

/** The only calls AWS takes unsigned: their token is the proof. */
const UNSIGNED: ReadonlySet<string> = new Set(['AssumeRoleWithWebIdentity']);

export interface Caller {
  readonly kind: 'json' | 'query';
  readonly operation: string;
  readonly signer: Signer | undefined;
}

/**
 * Refuses what AWS refuses before it looks at the request.
 * @throws {AwsError} named as each protocol names it: Query services say `ExpiredToken`, JSON services `ExpiredTokenException`
 */
export function authenticate(caller: Caller, authenticator: Authenticator | undefined): void {
  const { kind, operation, signer } = caller;
  if (signer === undefined) {
    if (!UNSIGNED.has(operation)) throw refusal('missing', kind);
    return;
  }
  const verdict = authenticator?.check(signer) ?? 'valid';
  if (verdict !== 'valid') throw refusal(verdict, kind);
}

function refusal(reason: 'missing' | 'expired' | 'invalid', kind: Caller['kind']): AwsError {
  const { json, query, message } = refusals[reason];
  return kind === 'json' ? new AwsError(json, message, 400) : new AwsError(query, message, 403);
}

const refusals = {
  missing: {
    json: 'MissingAuthenticationTokenException',
    query: 'MissingAuthenticationToken',
    message: 'Request is missing Authentication Token',
  },
  expired: {
    json: 'ExpiredTokenException',
    query: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  },
  invalid: {
    json: 'UnrecognizedClientException',
    query: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid',
  },
} as const;
