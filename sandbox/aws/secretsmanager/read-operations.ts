import { pageOf } from '../paging.ts';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { viewTags } from '../tags.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from './secret.ts';

const DAY_S = 24 * 3600;
const PAGE = { min: 1, max: 100 } as const;

export function describeSecret(store: SecretStore, input: Members): JsonObject {
  const secret = store.get(input.requiredText('SecretId'));
  return { ...view(secret), VersionIdsToStages: stagesById(secret) };
}

export function listSecrets(store: SecretStore, input: Members): JsonObject {
  const planned = input.flag('IncludePlannedDeletion') ?? false;
  const filters = input.records('Filters').map(filterOf);
  const found = store
    .all()
    .filter((secret) => (planned || !secret.deletion) && filters.every((matches) => matches(secret)))
    .toSorted((a, b) => a.createdAt - b.createdAt);
  if ((input.text('SortOrder') ?? 'desc') === 'desc') found.reverse();
  const { items, nextToken } = pageOf(found, {
    size: input.integer('MaxResults', PAGE) ?? PAGE.max,
    token: input.text('NextToken'),
    invalidToken: 'InvalidNextTokenException',
  });
  return {
    SecretList: items.map((secret) => ({ ...view(secret), SecretVersionsToStages: stagesById(secret) })),
    NextToken: nextToken,
  };
}

export function listVersions(store: SecretStore, input: Members): JsonObject {
  const secret = store.get(input.requiredText('SecretId'));
  const deprecated = input.flag('IncludeDeprecated') ?? false;
  const found = [...secret.versions.values()].filter(({ stages }) => deprecated || stages.size > 0);
  const { items, nextToken } = pageOf(found, {
    size: input.integer('MaxResults', PAGE) ?? PAGE.max,
    token: input.text('NextToken'),
    invalidToken: 'InvalidNextTokenException',
  });
  return {
    ARN: secret.arn,
    Name: secret.name,
    Versions: items.map(({ id, createdAt, stages }) => ({
      VersionId: id,
      CreatedDate: createdAt / 1000,
      ...(stages.size > 0 ? { VersionStages: [...stages] } : {}),
    })),
    NextToken: nextToken,
  };
}

/** Prefixes, of any of the values; `!` in front turns one round. Names are case-sensitive, the rest is not. */
function filterOf(filter: Members): (secret: Secret) => boolean {
  const key = filter.requiredText('Key');
  const texts = textsOf(key);
  const fold = (text: string): string => (key === 'name' ? text : text.toLowerCase());
  const values = filter.texts('Values').map(fold);
  return (secret) => {
    const present = texts(secret).map(fold);
    return values.some((value) =>
      value.startsWith('!')
        ? !present.some((text) => text.startsWith(value.slice(1)))
        : present.some((text) => text.startsWith(value)),
    );
  };
}

function textsOf(key: string): (secret: Secret) => readonly string[] {
  switch (key) {
    case 'name':
      return ({ name }) => [name];
    case 'description':
      return ({ description }) => [description ?? ''];
    case 'tag-key':
      return ({ tags }) => [...tags.keys()];
    case 'tag-value':
      return ({ tags }) => [...tags.values()];
    case 'all':
      return ({ name, description, tags }) => [name, description ?? '', ...tags.keys(), ...tags.values()];
    default:
      throw new AwsError('InvalidParameterException', `The sandbox does not filter secrets by ${key}.`);
  }
}

function view(secret: Secret): JsonObject {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    // AWS keeps the day only.
    LastAccessedDate:
      secret.accessedAt === undefined ? undefined : Math.floor(secret.accessedAt / 1000 / DAY_S) * DAY_S,
    DeletedDate: secret.deletion === undefined ? undefined : secret.deletion.markedAt / 1000,
    Tags: secret.tags.size === 0 ? undefined : viewTags(secret.tags),
  };
}

function stagesById({ versions }: Secret): JsonObject | undefined {
  const staged = [...versions.values()].filter(({ stages }) => stages.size > 0);
  return staged.length === 0 ? undefined : Object.fromEntries(staged.map(({ id, stages }) => [id, [...stages]]));
}
