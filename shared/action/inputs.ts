import { formatDuration, parseDuration } from '#shared/text/duration';
import { parseLines, parseList } from '#shared/text/list';
import { InputError, type InputIssue } from './errors.ts';

export interface InputSource {
  readonly env: Environment;
  /** Called with every secret input, before anything else sees it. */
  readonly maskSecret: (secret: string) => void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
}

/**
 * Reads the inputs of an action with `parse` and gives its result, or one error with every problem in it.
 * @throws {InputError}
 */
export function readInputs<T>(source: InputSource, parse: (read: InputReader) => T): T {
  const reader = new InputReader(source);
  const inputs = parse(reader);
  if (reader.issues.length > 0) throw new InputError(reader.issues);
  return inputs;
}

/**
 * Typed access to `INPUT_*`. A reading that fails is noted and answered with the default or an empty value, so that
 * parsing goes on and finds the rest; {@link readInputs} throws before anyone can use what was returned.
 */
export class InputReader {
  readonly #source: InputSource;
  readonly #issues: InputIssue[] = [];
  readonly #asked = new Set<string>();

  constructor(source: InputSource) {
    this.#source = source;
  }

  get issues(): readonly InputIssue[] {
    return this.#issues;
  }

  /** Names of all inputs read so far; the contract tests compare them with action.yml. */
  get asked(): readonly string[] {
    return [...this.#asked];
  }

  /** Notes a problem that a single reading cannot see, such as two inputs that exclude each other. */
  problem(input: string, problem: string): void {
    this.#issues.push({ input, problem });
  }

  /** Undefined when empty: GitHub passes an unset input as an empty text. */
  optional(name: string): string | undefined {
    this.#asked.add(name);
    const value = this.#raw(name)?.trim();
    return value === '' ? undefined : value;
  }

  /** A text of several lines, such as YAML, whose indentation counts. Undefined when empty. */
  block(name: string): string | undefined {
    this.#asked.add(name);
    const value = this.#raw(name)?.replace(/^(?:[^\S\n]*\n)+|\s+$/g, '');
    return value === '' ? undefined : value;
  }

  text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback;
  }

  required(name: string, what: string): string {
    const value = this.optional(name);
    if (value === undefined) this.problem(name, `is required and was empty; give ${what}.`);
    return value ?? '';
  }

  /** Like {@link optional}, and hidden from then on. */
  secret(name: string): string | undefined {
    const value = this.optional(name);
    if (value !== undefined) this.#source.maskSecret(value);
    return value;
  }

  /** YAML 1.2 booleans, as `core.getBooleanInput` reads them. */
  boolean(name: string, fallback: boolean): boolean {
    const value = this.optional(name)?.toLowerCase();
    if (value === undefined) return fallback;
    if (value !== 'true' && value !== 'false') this.#refuse(name, 'true or false');
    return value === 'true';
  }

  integer(name: string, range?: NumberRange): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
    return this.#inRange(name, value, { kind: 'a whole number', ...range });
  }

  /** Decimals allowed. */
  number(name: string, range?: NumberRange): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const value = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    return this.#inRange(name, value, { kind: 'a number', ...range });
  }

  /** Milliseconds. `min` and `max` are milliseconds too. */
  duration(name: string, fallback: string, range: NumberRange = {}): number {
    const text = this.optional(name) ?? fallback;
    const value = parseDuration(text);
    const { min = 0, max } = range;
    if (value === undefined || value < min || (max !== undefined && value > max)) {
      const bounds = [
        min > 0 ? `at least ${formatDuration(min)}` : '',
        max === undefined ? '' : `at most ${formatDuration(max)}`,
      ];
      this.#refuse(name, ['a duration such as 90s, 5m or 1h', ...bounds.filter((bound) => bound !== '')].join(', '));
    }
    return value ?? 0;
  }

  choice<const T extends string>(name: string, choices: readonly [T, ...T[]], fallback: T): T {
    const value = this.optional(name);
    if (value === undefined) return fallback;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) this.#refuse(name, `one of ${choices.join(', ')}`);
    return choice ?? fallback;
  }

  /** One per line, or separated by commas. */
  list(name: string): readonly string[] {
    return parseList(this.optional(name) ?? '');
  }

  /** One per line; commas belong to the item. */
  lines(name: string): readonly string[] {
    return parseLines(this.optional(name) ?? '');
  }

  /** `NAME=value` lines in the order given; the first `=` splits, a value may be empty or hold more of them. */
  pairs(name: string): ReadonlyMap<string, string> {
    const pairs = new Map<string, string>();
    for (const line of this.lines(name)) {
      const split = line.indexOf('=');
      const key = line.slice(0, split).trim();
      if (split < 1 || key === '')
        this.problem(name, `has a line without a name before "=": ${quote(line)}; write NAME=value.`);
      else if (pairs.has(key)) this.problem(name, `names ${quote(key)} twice; give each name once.`);
      else pairs.set(key, line.slice(split + 1).trim());
    }
    return pairs;
  }

  /** A value of any other form: `parse` gives it, or undefined when the text is not `expected`. */
  parsed<T>(name: string, expected: string, parse: (text: string) => T | undefined): T | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) this.#refuse(name, expected);
    return value;
  }

  #raw(name: string): string | undefined {
    // The runner's own rule: upper case, spaces to underscores, hyphens kept.
    return this.#source.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
  }

  #inRange(name: string, value: number, expected: NumberRange & { readonly kind: string }): number {
    const { kind, min = -Infinity, max = Infinity } = expected;
    if (Number.isNaN(value) || value < min || value > max) {
      const bounds = [min > -Infinity ? `from ${min}` : '', max < Infinity ? `to ${max}` : ''].filter(
        (bound) => bound !== '',
      );
      this.#refuse(name, [kind, ...bounds].join(' '));
    }
    return value;
  }

  #refuse(name: string, expected: string): void {
    this.problem(name, `got ${quote(this.optional(name) ?? '')}; expected ${expected}.`);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}
