import type { JsonObject, JsonValue } from '../service.ts';

/** A value of JSON, but with a `T` in the place of each timestamp. */
export type Worded<T> = string | number | boolean | null | undefined | T | readonly Worded<T>[] | WordedObject<T>;
export interface WordedObject<T> {
  readonly [member: string]: Worded<T>;
}

/** Puts `word` in the place of every epoch second that stands under one of `names`, at any depth. */
export function wordTimestamps<T>(
  value: JsonObject,
  names: ReadonlySet<string>,
  word: (seconds: number) => T,
): WordedObject<T> {
  const inside = (entry: JsonValue): Worded<T> => {
    if (isList(entry)) return entry.map(inside);
    return typeof entry === 'object' && entry !== null ? wordTimestamps(entry, names, word) : entry;
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      typeof entry === 'number' && names.has(name) ? word(entry) : inside(entry),
    ]),
  );
}

/** As Query writes it: `2026-01-01T00:00:00.000Z`. */
export function isoTime(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString();
}

// Array.isArray does not narrow a readonly array.
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
