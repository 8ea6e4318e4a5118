import { randomUUID } from 'node:crypto';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import type { SecretStore } from './secret-store.ts';
import { CURRENT, moveStage, versionOf } from './secret.ts';
import type { Secret, SecretContent, SecretVersion } from './secret.ts';

export function getSecretValue(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  const version = versionOf(secret, { versionId: input.text('VersionId'), stage: input.text('VersionStage') });
  secret.accessedAt = store.now();
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    [version.content.kind === 'text' ? 'SecretString' : 'SecretBinary']: version.content.data,
    VersionStages: [...version.stages],
    CreatedDate: version.createdAt / 1000,
  };
}

export function putSecretValue(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  const content = contentOf(input);
  if (!content) {
    throw new AwsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
  }
  const stages = input.texts('VersionStages');
  const version = addVersion(store, secret, { content, stages, token: input.text('ClientRequestToken') });
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
}

/** Moves one staging label, as a rotation does at its end. */
export function updateStage(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  const stage = input.requiredText('VersionStage');
  const from = input.text('RemoveFromVersionId');
  const to = input.text('MoveToVersionId');
  const holder = [...secret.versions.values()].find(({ stages }) => stages.has(stage));
  if (holder && holder.id !== from && holder.id !== to) {
    const message = `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`;
    throw new AwsError('InvalidParameterException', message);
  }
  if (to === undefined) {
    if (stage === CURRENT) {
      throw new AwsError(
        'InvalidParameterException',
        "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
      );
    }
    holder?.stages.delete(stage);
  } else {
    moveStage(secret, stage, versionOf(secret, { versionId: to }));
  }
  secret.changedAt = store.now();
  return { ARN: secret.arn, Name: secret.name };
}

export interface NewVersion {
  readonly content: SecretContent;
  /** Empty: AWSCURRENT. */
  readonly stages: readonly string[];
  /** Becomes the version's id; the same one with the same content changes nothing. */
  readonly token: string | undefined;
}

/** @throws {AwsError} ResourceExistsException for a token that was used with another content */
export function addVersion(store: SecretStore, secret: Secret, asked: NewVersion): SecretVersion {
  const { content, stages, token = randomUUID() } = asked;
  const known = secret.versions.get(token);
  if (known) {
    if (known.content.kind === content.kind && known.content.data === content.data) return known;
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const version: SecretVersion = { id: token, createdAt: store.now(), content, stages: new Set() };
  secret.versions.set(token, version);
  for (const stage of stages.length > 0 ? stages : [CURRENT]) moveStage(secret, stage, version);
  secret.changedAt = store.now();
  return version;
}

/** Undefined when the request brings none. @throws {AwsError} InvalidParameterException when it brings two */
export function contentOf(input: Members): SecretContent | undefined {
  const text = input.text('SecretString');
  const binary = input.text('SecretBinary');
  if (text !== undefined && binary !== undefined) {
    const message = "You can't specify both a binary secret value and a string secret value in the same secret.";
    throw new AwsError('InvalidParameterException', message);
  }
  if (text !== undefined) return { kind: 'text', data: text };
  return binary === undefined ? undefined : { kind: 'binary', data: binary };
}
