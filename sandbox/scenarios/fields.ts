import type { JsonObject, JsonValue } from '#sandbox/aws/service';

/** Something in a scenario that cannot be meant, and where it stands. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** Reads a value of a scenario file strictly: an unknown key is an error, with the name it was probably meant to be. */
export class Fields {
  readonly path: string;
  readonly #value: JsonObject;
  readonly #asked = new Set<string>();

  /** @throws ScenarioError when `value` is no mapping */
  constructor(value: JsonValue, path: string) {
    if (!isMapping(value)) throw new ScenarioError(`${path}: expected a mapping, got ${show(value)}`);
    this.#value = value;
    this.path = path;
  }

  has(key: string): boolean {
    return this.#value[key] !== undefined;
  }

  keys(): readonly string[] {
    return Object.keys(this.#value);
  }

  raw(key: string): JsonValue {
    this.#asked.add(key);
    return this.#value[key];
  }

  fields(key: string): Fields | undefined {
    const value = this.raw(key);
    return value === undefined ? undefined : new Fields(value, this.at(key));
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value.trim() === '') throw this.wrong(key, 'text');
    return value;
  }

  requiredText(key: string): string {
    const value = this.text(key);
    if (value === undefined) throw new ScenarioError(`${this.path}: ${key} is missing`);
    return value;
  }

  number(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.wrong(key, 'a number');
    return value;
  }

  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'boolean') throw this.wrong(key, 'true or false');
    return value;
  }

  /** Milliseconds, of `500ms`, `10s`, `5m`, `1h` and the like. */
  duration(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const [, amount, unit] = typeof value === 'string' ? (durationPattern.exec(value) ?? []) : [];
    if (amount === undefined || unit === undefined) throw this.wrong(key, 'a duration like 500ms, 10s, 5m or 1h');
    return Number(amount) * (units[unit] ?? Number.NaN);
  }

  requiredDuration(key: string): number {
    const value = this.duration(key);
    if (value === undefined) throw new ScenarioError(`${this.path}: ${key} is missing`);
    return value;
  }

  oneOf<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const found = words.find((word) => word === value);
    if (found === undefined)
      throw new ScenarioError(`${this.at(key)}: got ${show(value)}; expected ${words.join(', ')}${hint(value, words)}`);
    return found;
  }

  /** One text, or a list of them. */
  texts(key: string): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const list: readonly JsonValue[] = isList(value) ? value : [value];
    return list.map((entry) => {
      if (typeof entry !== 'string') throw this.wrong(key, 'text, or a list of text');
      return entry;
    });
  }

  numbers(key: string): readonly number[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const list: readonly JsonValue[] = isList(value) ? value : [value];
    return list.map((entry) => {
      if (typeof entry !== 'number') throw this.wrong(key, 'a number, or a list of numbers');
      return entry;
    });
  }

  list(key: string): readonly JsonValue[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!isList(value)) throw this.wrong(key, 'a list');
    return value;
  }

  /** A mapping that is passed on to AWS as it stands: ECS itself checks it. */
  json(key: string): JsonObject | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!isMapping(value)) throw this.wrong(key, 'a mapping');
    return value;
  }

  at(key: string): string {
    return `${this.path}.${key}`;
  }

  wrong(key: string, expected: string): ScenarioError {
    return new ScenarioError(`${this.at(key)}: expected ${expected}, got ${show(this.#value[key])}`);
  }

  /**
   * Call it after everything was asked for.
   * @throws ScenarioError naming a key nobody asked for
   */
  end(): void {
    const unknown = this.keys().find((key) => !this.#asked.has(key));
    if (unknown === undefined) return;
    const known = [...this.#asked];
    throw new ScenarioError(
      `${this.path}: unknown key ${show(unknown)}; known are ${known.toSorted().join(', ')}${hint(unknown, known)}`,
    );
  }
}

const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** ` (did you mean x?)` when one of `words` is near enough. */
export function hint(word: string, words: readonly string[]): string {
  const near = words
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near ? ` (did you mean ${near.candidate}?)` : '';
}

/** Levenshtein's: insertions, deletions and replacements. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function show(value: JsonValue): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isMapping(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Array.isArray does not narrow a readonly array.
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
