import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { Authenticator } from '../protocol/authentication.ts';
import type { Signer } from '../protocol/authorization.ts';

/** What an assumed role was given. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly session: RoleSession;
}

export interface RoleSession {
  /** Without its path, as it stands in the session's ARN. */
  readonly roleName: string;
  readonly sessionName: string;
  /** `AROA…` */
  readonly roleId: string;
}

export interface CredentialStore extends Authenticator {
  /** @param seconds of the wall clock: the SDKs compare the expiration with their own clock */
  issue(session: RoleSession, seconds: number): IssuedCredentials;
  /** The session behind a key that was issued here, expired or not. */
  sessionOf(accessKeyId: string): RoleSession | undefined;
  /** Ends all credentials issued so far, as if their time were over. */
  expireAll(): void;
}

/** Remembers issued keys. Keys that were not issued here are let in, but for `ASIA…`: AWS would not know those either. */
export function createCredentialStore(clock: SandboxClock): CredentialStore {
  const issued = new Map<string, IssuedCredentials>();
  return {
    issue: (session, seconds) => {
      const credentials = newCredentials(session, clock.now() + seconds * 1000);
      issued.set(credentials.accessKeyId, credentials);
      return credentials;
    },
    sessionOf: (accessKeyId) => issued.get(accessKeyId)?.session,
    expireAll: () => {
      for (const [key, credentials] of issued) issued.set(key, { ...credentials, expiration: clock.now() });
    },
    check: (signer) => verdict(issued.get(signer.accessKeyId), signer, clock.now()),
  };
}

function verdict(known: IssuedCredentials | undefined, signer: Signer, now: number): 'valid' | 'expired' | 'invalid' {
  if (known === undefined) return signer.accessKeyId.startsWith('ASIA') ? 'invalid' : 'valid';
  if (signer.sessionToken !== known.sessionToken) return 'invalid';
  return now < known.expiration ? 'valid' : 'expired';
}

function newCredentials(session: RoleSession, expiration: number): IssuedCredentials {
  return {
    accessKeyId: `ASIA${base32(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(192).toString('base64'),
    expiration,
    session,
  };
}

function base32(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
