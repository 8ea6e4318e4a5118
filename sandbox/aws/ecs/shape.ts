import { AwsError } from '#sandbox/aws/service';
import type { JsonObject, JsonValue, Operation } from '#sandbox/aws/service';

type Present = Exclude<JsonValue, null | undefined>;

/** Decodes one member of a request, or throws a SerializationException as the service's own parser does. */
export type Shape<T> = (value: Present) => T;
export type Decoded<S> = S extends Shape<infer T> ? T : never;

export const string: Shape<string> = (value) => (typeof value === 'string' ? value : mismatch(value, 'a String'));
export const boolean: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : mismatch(value, 'a Boolean'));
export const integer: Shape<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) ? value : mismatch(value, 'an Integer');
export const number: Shape<number> = (value) => (typeof value === 'number' ? value : mismatch(value, 'a Double'));
/** A part the sandbox keeps and gives back but does not look into. */
export const anything: Shape<Present> = (value) => value;

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!isList(value)) return mismatch(value, 'a List');
    return value.filter((entry) => entry !== null && entry !== undefined).map((entry) => item(entry));
  };
}

export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) => Object.fromEntries(presentMembers(value).map(([key, entry]) => [key, item(entry)]));
}

/** Members that are not named are dropped, and null counts as absent: both as AWS does. */
export function struct<F extends Readonly<Record<string, Shape<unknown>>>>(
  fields: F,
): Shape<{ readonly [K in keyof F]?: Decoded<F[K]> }> {
  return (value) => {
    const decoded: Record<string, unknown> = {};
    for (const [key, entry] of presentMembers(value)) {
      const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (shape) decoded[key] = shape(entry);
    }
    // Every member was decoded by the shape of its own name; the compiler cannot follow that through a loop.
    return decoded as { readonly [K in keyof F]?: Decoded<F[K]> };
  };
}

/** An operation whose handler sees its decoded input only. */
export function operation<T>(input: Shape<T>, handle: (input: T) => JsonObject): Operation {
  return (request) => handle(input(request));
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

function presentMembers(value: Present): readonly (readonly [string, Present])[] {
  if (!isObject(value)) return mismatch(value, 'a Structure');
  return Object.entries(value).flatMap(([key, entry]) =>
    entry === null || entry === undefined ? [] : [[key, entry] as const],
  );
}

function mismatch(value: Present, wanted: string): never {
  throw new AwsError('SerializationException', `${kindOf(value)} can not be converted to ${wanted}`);
}

function kindOf(value: Present): string {
  if (value === true) return 'TRUE_VALUE';
  if (value === false) return 'FALSE_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'string') return 'STRING_VALUE';
  return isList(value) ? 'START_ARRAY' : 'START_OBJECT';
}
