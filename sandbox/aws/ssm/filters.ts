import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import { latest } from './parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * One filter of DescribeParameters or GetParametersByPath, in the older form (`Filters`: one of the values is a prefix)
 * or the newer (`ParameterFilters`, with an option).
 * @throws {AwsError} InvalidFilterKey, InvalidFilterOption
 */
export function filterOf(filter: Members): (parameter: Parameter) => boolean {
  const key = filter.text('Key') ?? '';
  const values = filter.texts('Values');
  const option = filter.text('Option') ?? 'Equals';
  if (key === 'Path') return pathFilter(values, option);
  const text = textOf(key);
  const matches = comparison(option);
  return (parameter) => {
    const present = text(parameter);
    // A tag without values asks for its presence.
    return present !== undefined && (values.length === 0 || values.some((value) => matches(present, value)));
  };
}

/** Below `path`; without `recursive` in it and no deeper. */
export function inPath(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  if (!name.startsWith(prefix)) return path === '/' && !name.includes('/');
  return recursive || !name.slice(prefix.length).includes('/');
}

function pathFilter(values: readonly string[], option: string): (parameter: Parameter) => boolean {
  if (option !== 'Recursive' && option !== 'OneLevel' && option !== 'Equals') throw invalidOption(option);
  return ({ name }) => values.some((path) => inPath(name, path, option === 'Recursive'));
}

function textOf(key: string): (parameter: Parameter) => string | undefined {
  if (key.startsWith('tag:')) return ({ tags }) => tags.get(key.slice('tag:'.length));
  switch (key) {
    case 'Name':
      return ({ name }) => name;
    case 'Type':
      return (parameter) => latest(parameter).type;
    case 'KeyId':
      return (parameter) => latest(parameter).keyId;
    case 'Tier':
      return (parameter) => latest(parameter).tier;
    case 'DataType':
      return (parameter) => latest(parameter).dataType;
    default:
      throw new AwsError('InvalidFilterKey', `The following filter key is not valid: ${key}.`);
  }
}

function comparison(option: string): (text: string, value: string) => boolean {
  switch (option) {
    case 'Equals':
      return (text, value) => text === value;
    case 'BeginsWith':
      return (text, value) => text.startsWith(value);
    case 'Contains':
      return (text, value) => text.includes(value);
    default:
      throw invalidOption(option);
  }
}

function invalidOption(option: string): AwsError {
  return new AwsError('InvalidFilterOption', `The following filter option is not valid: ${option}.`);
}
