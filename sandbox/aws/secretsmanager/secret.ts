import { AwsError } from '../service.ts';

export type SecretContent = { readonly kind: 'text' | 'binary'; readonly data: string };

export interface SecretVersion {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Binary content is in base64, as it travels. */
  readonly content: SecretContent;
  /** Staging labels: a label is on one version of a secret at most. */
  readonly stages: Set<string>;
}

export interface Secret {
  readonly arn: string;
  readonly name: string;
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** By id, oldest first. */
  readonly versions: Map<string, SecretVersion>;
  description: string | undefined;
  kmsKeyId: string | undefined;
  changedAt: number;
  accessedAt: number | undefined;
  /** When the recovery window ends, for a secret that is marked for deletion. */
  deletion: { readonly markedAt: number; readonly dueAt: number } | undefined;
}

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';

/**
 * Puts a staging label on a version and takes it off where it was. What loses AWSCURRENT becomes AWSPREVIOUS.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export function moveStage(secret: Secret, stage: string, to: SecretVersion): void {
  const from = [...secret.versions.values()].find(({ stages }) => stages.has(stage));
  if (from === to) return;
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage === CURRENT) {
    to.stages.delete(PREVIOUS);
    if (from) moveStage(secret, PREVIOUS, from);
  }
}

export interface VersionRequest {
  readonly versionId?: string | undefined;
  readonly stage?: string | undefined;
}

/**
 * The version asked for by id, by label, or by both; AWSCURRENT when neither is given.
 * @throws {AwsError} ResourceNotFoundException, InvalidRequestException
 */
export function versionOf(secret: Secret, { versionId, stage }: VersionRequest): SecretVersion {
  if (versionId !== undefined) {
    const version = secret.versions.get(versionId);
    if (!version) throw noValue(`VersionId: ${versionId}`);
    if (stage !== undefined && !version.stages.has(stage)) {
      const message = 'You provided a VersionStage that is not associated to the provided VersionId.';
      throw new AwsError('InvalidRequestException', message);
    }
    return version;
  }
  const wanted = stage ?? CURRENT;
  const version = [...secret.versions.values()].find(({ stages }) => stages.has(wanted));
  if (!version) throw noValue(`staging label: ${wanted}`);
  return version;
}

function noValue(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
}
