import type { JsonObject, JsonValue } from '../service.ts';

export type Present = NonNullable<JsonValue>;

export function isPresent(value: JsonValue): value is Present {
  return value !== undefined && value !== null;
}

// Array.isArray does not narrow a readonly array.
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function memberOf(value: JsonObject, name: string): JsonValue {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
