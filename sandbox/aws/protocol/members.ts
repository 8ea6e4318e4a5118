import { AwsError } from '../service.ts';
import type { JsonObject, JsonValue } from '../service.ts';

/** Reads the members of a request, whichever protocol carried them: Query sends numbers and booleans as text. */
export class Members {
  readonly #input: JsonObject;
  readonly #code: string;

  /** @param code of the error thrown for a member that is missing or wrong: `ValidationError`, `InvalidParameterException` … */
  constructor(input: JsonObject, code: string) {
    this.#input = input;
    this.#code = code;
  }

  text(name: string): string | undefined {
    const value = this.#input[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.#wrong(name, value, 'Member must be a string');
    return value;
  }

  /** @throws {AwsError} also for empty text: no AWS name, ARN or token is empty */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw this.#wrong(name, value, 'Member must not be null');
    return value;
  }

  /** A whole number from `range.min` to `range.max`. */
  integer(name: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.#input[name];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number))
      throw this.#wrong(name, value, 'Member must be an integer');
    if (number < range.min)
      throw this.#wrong(name, value, `Member must have value greater than or equal to ${range.min}`);
    if (number > range.max) throw this.#wrong(name, value, `Member must have value less than or equal to ${range.max}`);
    return number;
  }

  /** Any finite number. */
  number(name: string): number | undefined {
    const value = this.#input[name];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number))
      throw this.#wrong(name, value, 'Member must be a number');
    return number;
  }

  /** Epoch milliseconds: JSON and CBOR send epoch seconds, Query sends ISO 8601. */
  time(name: string): number | undefined {
    const value = this.#input[name];
    if (value === undefined || value === null) return undefined;
    const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(ms)) throw this.#wrong(name, value, 'Member must be a timestamp');
    return ms;
  }

  /** One of a closed set of words. */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = words.find((known) => known === value);
    if (word === undefined) throw this.#wrong(name, value, `Member must satisfy enum value set: [${words.join(', ')}]`);
    return word;
  }

  /** Whether the request has this member at all. */
  has(name: string): boolean {
    return this.#input[name] !== undefined && this.#input[name] !== null;
  }

  /** All members, of a map of texts. */
  entries(): ReadonlyMap<string, string> {
    return new Map(Object.keys(this.#input).map((name) => [name, this.text(name) ?? '']));
  }

  /** The member as it came, for what is kept and given back unread. */
  raw(name: string): JsonValue {
    return this.#input[name];
  }

  flag(name: string): boolean | undefined {
    const value = this.#input[name];
    if (value === undefined || value === null) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.#wrong(name, value, 'Member must be a boolean');
  }

  texts(name: string): readonly string[] {
    return this.#list(name).map((item) => {
      if (typeof item !== 'string') throw this.#wrong(name, item, 'Member must be a list of strings');
      return item;
    });
  }

  records(name: string): readonly Members[] {
    return this.#list(name).map((item) => this.#nested(name, item));
  }

  record(name: string): Members | undefined {
    const value = this.#input[name];
    // Query sends a structure without members as an empty text.
    return value === undefined || value === null || value === '' ? undefined : this.#nested(name, value);
  }

  #list(name: string): readonly JsonValue[] {
    const value = this.#input[name];
    // Query sends an empty list as an empty text.
    if (value === undefined || value === null || value === '') return [];
    if (!isList(value)) throw this.#wrong(name, value, 'Member must be a list');
    return value;
  }

  #nested(name: string, value: JsonValue): Members {
    if (typeof value !== 'object' || value === null || isList(value)) {
      throw this.#wrong(name, value, 'Member must be a structure');
    }
    return new Members(value, this.#code);
  }

  #wrong(name: string, value: JsonValue, constraint: string): AwsError {
    const shown = typeof value === 'object' ? JSON.stringify(value) : String(value ?? 'null');
    const quoted = value === undefined || value === null ? 'null' : `'${shown}'`;
    const path = name.charAt(0).toLowerCase() + name.slice(1);
    const message = `1 validation error detected: Value ${quoted} at '${path}' failed to satisfy constraint: ${constraint}`;
    return new AwsError(this.#code, message);
  }
}

// Array.isArray does not narrow a readonly array.
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
