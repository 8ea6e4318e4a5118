import { invalidRequest } from './error.ts';
import type { Json } from './model.ts';

/** Readers of a request's JSON body: each throws GitHub's 422 for what its schema does not allow. */
export type RequestBody = Readonly<Record<string, Json>>;

export function text(body: RequestBody, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : mismatch(name, value, 'a string');
}

export function requiredText(body: RequestBody, name: string): string {
  return text(body, name) ?? missing(name);
}

/** @throws GithubError 422 for more than `limit` characters */
export function boundedText(body: RequestBody, name: string, limit: number): string | undefined {
  const value = text(body, name);
  if (value !== undefined && value.length > limit)
    throw invalidRequest(
      `For 'properties/${name}', only ${limit} characters are allowed; ${value.length} were supplied.`,
    );
  return value;
}

export function flag(body: RequestBody, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : mismatch(name, value, 'a boolean');
}

export function integer(body: RequestBody, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : mismatch(name, value, 'an integer');
}

export function requiredInteger(body: RequestBody, name: string): number {
  return integer(body, name) ?? missing(name);
}

export function choice<T extends string>(body: RequestBody, name: string, choices: readonly T[]): T | undefined {
  const value = text(body, name);
  if (value === undefined) return undefined;
  const found = choices.find((entry) => entry === value);
  if (found === undefined)
    throw invalidRequest(
      `For 'properties/${name}', ${JSON.stringify(value)} is not a member of ${JSON.stringify(choices)}.`,
    );
  return found;
}

export function requiredChoice<T extends string>(body: RequestBody, name: string, choices: readonly T[]): T {
  return choice(body, name, choices) ?? missing(name);
}

export function objects(body: RequestBody, name: string): readonly RequestBody[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isList(value)) return mismatch(name, value, 'an array');
  return value.map((entry) => (isObject(entry) ? entry : mismatch(name, entry, 'an object')));
}

export function texts(body: RequestBody, name: string): readonly string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isList(value)) return mismatch(name, value, 'an array');
  return value.map((entry) => (typeof entry === 'string' ? entry : mismatch(name, entry, 'a string')));
}

export function object(body: RequestBody, name: string): RequestBody | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  return isObject(value) ? value : mismatch(name, value, 'an object');
}

/** An instant in ISO 8601, as epoch milliseconds. */
export function instant(body: RequestBody, name: string): number | undefined {
  const value = text(body, name);
  if (value === undefined) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? mismatch(name, value, 'a date-time') : time;
}

export function isObject(value: Json): value is RequestBody {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function missing(name: string): never {
  throw invalidRequest(`"${name}" wasn't supplied.`);
}

function mismatch(name: string, value: Json, expected: string): never {
  throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not ${expected}.`);
}
