import type { JsonObject, JsonValue } from '../service.ts';
import { AwsError } from '../service.ts';

/** Readers of request members. All throw `InvalidParameterException`, as ECR does for a malformed request. */

export function requiredText(input: JsonObject, member: string): string {
  const value = optionalText(input, member);
  if (value === undefined) throw invalid(`'${member}' failed to satisfy constraint: Member must not be null`);
  return value;
}

export function optionalText(input: JsonObject, member: string): string | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw invalid(`'${member}' must be a string`);
  return value;
}

export function optionalFlag(input: JsonObject, member: string): boolean {
  const value = input[member] ?? false;
  if (typeof value !== 'boolean') throw invalid(`'${member}' must be a boolean`);
  return value;
}

export function objects(input: JsonObject, member: string): readonly JsonObject[] | undefined {
  return list(input, member)?.map((item) => asObject(item, member));
}

export function texts(input: JsonObject, member: string): readonly string[] | undefined {
  return list(input, member)?.map((item) => {
    if (typeof item !== 'string') throw invalid(`'${member}' must be a list of strings`);
    return item;
  });
}

export function optionalObject(input: JsonObject, member: string): JsonObject | undefined {
  const value = input[member] ?? undefined;
  return value === undefined ? undefined : asObject(value, member);
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${message}`);
}

/** A page of `items`, by the members `maxResults` (1 to 1000, default 100) and `nextToken`. */
export function paginate<T>(input: JsonObject, items: readonly T[]): { page: readonly T[]; nextToken?: string } {
  const size = input['maxResults'] ?? 100;
  if (typeof size !== 'number' || size < 1 || size > 1000) throw invalid(`'maxResults' must be between 1 and 1000`);
  const token = optionalText(input, 'nextToken') ?? '0';
  if (!/^\d+$/.test(token)) throw invalid(`'nextToken' is not valid`);
  const start = Number(token);
  const end = start + size;
  return { page: items.slice(start, end), ...(end < items.length ? { nextToken: String(end) } : {}) };
}

function list(input: JsonObject, member: string): readonly JsonValue[] | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && !Array.isArray(value)) throw invalid(`'${member}' must be a list`);
  // Array.isArray does not narrow a readonly array out of the union.
  return value as readonly JsonValue[] | undefined;
}

function asObject(value: JsonValue, member: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`'${member}' must be an object`);
  // As above: what is left is a JsonObject.
  return value as JsonObject;
}
