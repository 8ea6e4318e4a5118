import { createHash } from 'node:crypto';

/** Content address as OCI spells it. Only SHA-256 is served here, as in ECR. */
export type Digest = `sha256:${string}`;

export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The hexadecimal part, used as a file name. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
