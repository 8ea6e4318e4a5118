import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { readTags } from '../tags.ts';
import type { SecretStore } from './secret-store.ts';
import { addVersion, contentOf } from './value-operations.ts';

const DAY_MS = 24 * 3_600_000;
/** Of `RecoveryWindowInDays`. */
const WINDOW = { min: 7, max: 30 } as const;
const ANY_INTEGER = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;

export function createSecret(store: SecretStore, input: Members): JsonObject {
  const name = input.requiredText('Name');
  if (!/^[\w/+=.@!-]{1,512}$/.test(name)) {
    const message =
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
    throw new AwsError('ValidationException', message);
  }
  const content = contentOf(input);
  const tags = readTags(input);
  const secret = store.create(name, { description: input.text('Description'), kmsKeyId: input.text('KmsKeyId') });
  for (const [key, value] of tags) secret.tags.set(key, value);
  if (!content) return { ARN: secret.arn, Name: name };
  const { id } = addVersion(store, secret, { content, stages: [], token: input.text('ClientRequestToken') });
  return { ARN: secret.arn, Name: name, VersionId: id };
}

export function updateSecret(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  const content = contentOf(input);
  secret.description = input.text('Description') ?? secret.description;
  secret.kmsKeyId = input.text('KmsKeyId') ?? secret.kmsKeyId;
  secret.changedAt = store.now();
  if (!content) return { ARN: secret.arn, Name: secret.name };
  const { id } = addVersion(store, secret, { content, stages: [], token: input.text('ClientRequestToken') });
  return { ARN: secret.arn, Name: secret.name, VersionId: id };
}

/** With a recovery window, in days of the wall clock, or at once. */
export function deleteSecret(store: SecretStore, input: Members): JsonObject {
  const id = input.requiredText('SecretId');
  const now = store.now();
  const days = input.integer('RecoveryWindowInDays', ANY_INTEGER);
  if (input.flag('ForceDeleteWithoutRecovery') === true) {
    if (days !== undefined) {
      const message = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
      throw new AwsError('InvalidParameterException', message);
    }
    const secret = store.find(id);
    if (secret) store.remove(secret);
    // By force, a secret that is not there is deleted as well (API reference of DeleteSecret).
    return { ARN: secret?.arn ?? store.arnOf(id), Name: secret?.name ?? id, DeletionDate: now / 1000 };
  }
  if (days !== undefined && (days < WINDOW.min || days > WINDOW.max)) {
    const message = 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).';
    throw new AwsError('InvalidParameterException', message);
  }
  const secret = store.usable(id);
  secret.deletion = { markedAt: now, dueAt: now + (days ?? WINDOW.max) * DAY_MS };
  return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deletion.dueAt / 1000 };
}

export function restoreSecret(store: SecretStore, input: Members): JsonObject {
  const secret = store.get(input.requiredText('SecretId'));
  secret.deletion = undefined;
  return { ARN: secret.arn, Name: secret.name };
}

export function tagSecret(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  for (const [key, value] of readTags(input)) secret.tags.set(key, value);
  return {};
}

export function untagSecret(store: SecretStore, input: Members): JsonObject {
  const secret = store.usable(input.requiredText('SecretId'));
  for (const key of input.texts('TagKeys')) secret.tags.delete(key);
  return {};
}
