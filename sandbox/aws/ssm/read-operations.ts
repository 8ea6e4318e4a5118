import { pageOf } from '../paging.ts';
import type { Page } from '../paging.ts';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { filterOf, inPath } from './filters.ts';
import type { Found, ParameterStore } from './parameter-store.ts';
import { latest } from './parameter.ts';
import type { Parameter, ParameterVersion } from './parameter.ts';

export function getParameter(store: ParameterStore, input: Members): JsonObject {
  const found = store.find(input.requiredText('Name'));
  return { Parameter: view(found, input.flag('WithDecryption') ?? false) };
}

/** What is not there is no error here: it is listed. */
export function getParameters(store: ParameterStore, input: Members): JsonObject {
  const names = input.texts('Names');
  if (names.length < 1 || names.length > 10) {
    const message = `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`;
    throw new AwsError('ValidationException', message);
  }
  const decrypt = input.flag('WithDecryption') ?? false;
  const found: JsonObject[] = [];
  const invalid: string[] = [];
  for (const name of new Set(names)) {
    const parameter = attempt(store, name);
    if (parameter) found.push(view(parameter, decrypt));
    else invalid.push(name);
  }
  return { Parameters: found, InvalidParameters: invalid };
}

function attempt(store: ParameterStore, name: string): Found | undefined {
  try {
    return store.find(name);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

export function getParametersByPath(store: ParameterStore, input: Members): JsonObject {
  const path = input.requiredText('Path');
  if (!path.startsWith('/')) {
    const message =
      'The parameter path must start with a slash "/" and be a fully qualified path: it can\'t be empty or relative.';
    throw new AwsError('ValidationException', message);
  }
  const recursive = input.flag('Recursive') ?? false;
  const decrypt = input.flag('WithDecryption') ?? false;
  const filters = input.records('ParameterFilters').map(filterOf);
  const found = store
    .all()
    .filter((parameter) => inPath(parameter.name, path, recursive) && filters.every((matches) => matches(parameter)));
  const { items, nextToken } = paged(found, input, 10);
  return {
    Parameters: items.map((parameter) => view({ parameter, version: latest(parameter), selector: undefined }, decrypt)),
    NextToken: nextToken,
  };
}

export function describeParameters(store: ParameterStore, input: Members): JsonObject {
  const older = input.records('Filters');
  const newer = input.records('ParameterFilters');
  if (older.length > 0 && newer.length > 0) {
    const message = 'You can use either Filters or ParameterFilters in a single request.';
    throw new AwsError('ValidationException', message);
  }
  const filters = [...older, ...newer].map(filterOf);
  const found = store.all().filter((parameter) => filters.every((matches) => matches(parameter)));
  const { items, nextToken } = paged(found, input, 50);
  return {
    Parameters: items.map((parameter) => metadata(parameter, latest(parameter))),
    NextToken: nextToken,
  };
}

export function getParameterHistory(store: ParameterStore, input: Members): JsonObject {
  const { parameter } = store.find(input.requiredText('Name'));
  const decrypt = input.flag('WithDecryption') ?? false;
  const { items, nextToken } = paged(parameter.versions, input, 50);
  return {
    Parameters: items.map((version) => {
      return { ...shownVersion(parameter, version), Value: valueOf(version, decrypt), Labels: [] };
    }),
    NextToken: nextToken,
  };
}

function paged<T>(all: readonly T[], input: Members, largest: number): Page<T> {
  return pageOf(all, {
    size: input.integer('MaxResults', { min: 1, max: largest }) ?? largest,
    token: input.text('NextToken'),
    invalidToken: 'InvalidNextToken',
  });
}

function view({ parameter, version, selector }: Found, decrypt: boolean): JsonObject {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: valueOf(version, decrypt),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: version.modifiedAt / 1000,
    ARN: parameter.arn,
    DataType: version.dataType,
  };
}

function valueOf(version: ParameterVersion, decrypt: boolean): string {
  return decrypt ? version.value : (version.ciphertext ?? version.value);
}

function metadata(parameter: Parameter, version: ParameterVersion): JsonObject {
  return { ...shownVersion(parameter, version), ARN: parameter.arn };
}

function shownVersion(parameter: Parameter, version: ParameterVersion): JsonObject {
  return {
    Name: parameter.name,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: version.modifiedAt / 1000,
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}
