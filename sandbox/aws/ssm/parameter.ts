import { createCipheriv, randomBytes } from 'node:crypto';

export const TYPES = ['String', 'StringList', 'SecureString'] as const;
export type ParameterType = (typeof TYPES)[number];

export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  /** In the clear. */
  readonly value: string;
  /** What is answered for a SecureString that is not decrypted. */
  readonly ciphertext: string | undefined;
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly dataType: string;
  readonly tier: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  /** ARN of who wrote it. */
  readonly modifiedBy: string;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly tags: Map<string, string>;
  /** Oldest first, never empty. The last is what is read when no version is named. */
  readonly versions: ParameterVersion[];
}

export function latest(parameter: Parameter): ParameterVersion {
  const version = parameter.versions.at(-1);
  if (!version) throw new Error(`parameter ${parameter.name} has no version`);
  return version;
}

/** Looks like what KMS gives back, and tells nothing: the key is forgotten at once. */
export function encrypted(value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), iv);
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([KMS_HEADER, iv, body, cipher.getAuthTag()]).toString('base64');
}

/** With which KMS's ciphertexts begin: `AQICAHj…`. */
const KMS_HEADER = Buffer.from('0102020078', 'hex');
