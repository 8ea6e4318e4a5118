import { randomBytes } from 'node:crypto';
import { RegistryError } from '../../registry/errors.ts';
import type { RegistryPolicy } from '../../registry/policy.ts';

/** Lifetime of an authorization token (Amazon ECR user guide, "Private registry authentication"). */
const LIFETIME_MS = 12 * 60 * 60 * 1000;

/** Repositories under this prefix are base images: everybody may pull them, nobody may push. */
export const PUBLIC_PREFIX = 'library/';

export interface EcrTokens {
  issue(): EcrToken;
  state(password: string): 'valid' | 'expired' | 'unknown';
}

export interface EcrToken {
  /** The password that goes with the user name `AWS`. */
  readonly password: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface EcrTokenOptions {
  readonly clock: { now(): number };
  /** A fresh secret; 48 random bytes unless given. */
  readonly secret?: () => string;
}

export function createEcrTokens({ clock, secret = randomSecret }: EcrTokenOptions): EcrTokens {
  const expiries = new Map<string, number>();
  return {
    issue: () => {
      const token = { password: secret(), expiresAt: clock.now() + LIFETIME_MS };
      expiries.set(token.password, token.expiresAt);
      return token;
    },
    state: (password) => {
      const expiresAt = expiries.get(password);
      if (expiresAt === undefined) return 'unknown';
      return clock.now() < expiresAt ? 'valid' : 'expired';
    },
  };
}

/** Private repositories want a token that ECR issued; base images are free to read. */
export function ecrPolicy(tokens: EcrTokens): RegistryPolicy {
  return {
    check: ({ action, repository, credentials }) => {
      const readsBaseImage = action === 'pull' && repository?.startsWith(PUBLIC_PREFIX) === true;
      if (credentials === undefined) {
        if (readsBaseImage) return;
        throw new RegistryError('UNAUTHORIZED', 'no basic auth credentials');
      }
      const state = credentials.username === 'AWS' ? tokens.state(credentials.password) : 'unknown';
      if (state === 'expired') {
        throw new RegistryError('DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
      }
      if (state === 'unknown') throw new RegistryError('UNAUTHORIZED', 'Not Authorized');
      if (action === 'push' && repository?.startsWith(PUBLIC_PREFIX) === true) {
        throw new RegistryError('DENIED', `${PUBLIC_PREFIX} holds the base images of the sandbox and is read-only`);
      }
    },
  };
}

function randomSecret(): string {
  return randomBytes(48).toString('base64url');
}
