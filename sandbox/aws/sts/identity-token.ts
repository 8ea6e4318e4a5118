import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { AwsError } from '../service.ts';

/** An OpenID Connect provider as an account registers it in IAM. */
export interface IdentityProvider {
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Its signing keys (JWKS), looked up by `kid`. */
  keys(): readonly JsonWebKey[];
}

export interface IdentityClaims {
  readonly subject: string;
  readonly audience: string;
  readonly issuer: string;
}

/** The accepted algorithms; nothing else, in particular not `none` and not the HMAC family. */
const algorithms: Readonly<Record<string, { readonly hash: string; readonly keyType: string }>> = {
  RS256: { hash: 'sha256', keyType: 'rsa' },
  ES256: { hash: 'sha256', keyType: 'ec' },
};

/**
 * Holds a web identity token against the account's providers, as AssumeRoleWithWebIdentity does.
 * @param now epoch milliseconds
 * @throws {AwsError} InvalidIdentityToken (malformed, unknown issuer, wrong audience, bad signature), ExpiredTokenException
 */
export function verifyIdentityToken(
  token: string,
  providers: readonly IdentityProvider[],
  now: number,
): IdentityClaims {
  const jwt = decodeToken(token);
  const issuer = textClaim(jwt.payload, 'iss');
  const provider = providers.find((candidate) => candidate.issuer === issuer);
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  verifySignature(jwt, provider);
  const audience = [jwt.payload['aud']].flat().find((value) => provider.audiences.includes(String(value)));
  if (typeof audience !== 'string') throw invalid('Incorrect token audience');
  verifyLifetime(jwt.payload, Math.floor(now / 1000));
  return { subject: textClaim(jwt.payload, 'sub'), audience, issuer };
}

interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function decodeToken(token: string): Jwt {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) throw notAJwt();
  return {
    header: decodePart(header),
    payload: decodePart(payload),
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    // A claims set is a JSON object (RFC 7519, section 4); its members are checked one by one where they are used.
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notAJwt();
}

function verifySignature({ header, signed, signature }: Jwt, provider: IdentityProvider): void {
  const algorithm = algorithms[String(header['alg'])];
  const jwk = provider.keys().find((key) => key['kid'] === header['kid']);
  if (!algorithm || !jwk) {
    throw invalid(
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const genuine =
    key.asymmetricKeyType === algorithm.keyType &&
    verify(algorithm.hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  if (!genuine) throw invalid('Provided Token is not valid: its signature does not match.');
}

function verifyLifetime(payload: Jwt['payload'], nowSeconds: number): void {
  const { exp, nbf } = payload as { readonly exp?: unknown; readonly nbf?: unknown };
  if (typeof exp !== 'number') throw invalid('Missing a required claim: exp');
  if (nowSeconds >= exp) {
    throw new AwsError(
      'ExpiredTokenException',
      `Token expired: current date/time ${nowSeconds} must be before the expiration date/time ${exp}`,
    );
  }
  if (typeof nbf === 'number' && nowSeconds < nbf) {
    throw invalid(`Token is not yet valid: current date/time ${nowSeconds} must not be before ${nbf}`);
  }
}

function textClaim(payload: Jwt['payload'], name: string): string {
  const value = payload[name];
  if (typeof value !== 'string' || value === '') throw invalid(`Missing a required claim: ${name}`);
  return value;
}

function notAJwt(): AwsError {
  return invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', message);
}
