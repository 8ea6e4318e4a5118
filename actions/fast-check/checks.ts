import { parseDuration } from '#shared/text/duration';
import { compileGlobs, splitGlobs, type PathMatcher } from './glob.ts';
import { nearest } from './nearest.ts';

/** How the output of a check is read for annotations. */
export const FORMATS = ['auto', 'unix', 'tsc', 'eslint-stylish', 'eslint-json', 'prettier', 'github', 'none'] as const;
export type Format = (typeof FORMATS)[number];

export interface Check {
  readonly name: string;
  /** A shell script. `{files}` in it stands for the files the check is about. */
  readonly run: string;
  /** Undefined when the check is about every file. */
  readonly glob: { readonly patterns: readonly string[]; readonly matches: PathMatcher } | undefined;
  readonly timeoutMs: number;
  /** A check that is not required warns when it fails. */
  readonly required: boolean;
  readonly format: Format;
}

export interface ParsedChecks {
  readonly checks: readonly Check[];
  /** Sentences that name the item, such as `check 2 (eslint): …`. */
  readonly problems: readonly string[];
}

const KEYS = ['name', 'run', 'glob', 'timeout', 'required', 'format'] as const;
/** So that a check that hangs ends even where no budget stops it. */
const DEFAULT_TIMEOUT_MS = 600_000;

/** Reads the list of checks, as YAML gave it: every problem of every item, not only the first. */
export function parseChecks(value: unknown): ParsedChecks {
  const list = isMapping(value) && Object.keys(value).join() === 'checks' ? value['checks'] : value;
  if (!Array.isArray(list)) return { checks: [], problems: [`expected a list of checks, got ${kind(list)}.`] };
  if (list.length === 0) return { checks: [], problems: ['the list is empty; name at least one check.'] };
  const items = list.map((item: unknown, index) => new ItemReader(item, index).read());
  const checks = items.map(({ check }) => check);
  const twice = checks.filter(({ name }, index) => checks.findIndex((other) => other.name === name) < index);
  return {
    checks,
    problems: [
      ...items.flatMap(({ problems }) => problems),
      ...twice.filter(({ name }) => name !== '').map(({ name }) => `the name "${name}" is given twice.`),
    ],
  };
}

class ItemReader {
  readonly #item: Readonly<Record<string, unknown>>;
  readonly #title: string;
  readonly #problems: string[] = [];

  constructor(item: unknown, index: number) {
    this.#item = isMapping(item) ? item : {};
    const name = this.#item['name'];
    this.#title = typeof name === 'string' ? `check ${index + 1} (${name})` : `check ${index + 1}`;
    if (!isMapping(item)) this.#problem(`expected name and run, got ${kind(item)}`);
  }

  read(): { readonly check: Check; readonly problems: readonly string[] } {
    if (this.#problems.length === 0) this.#refuseUnknownKeys();
    const complete = this.#problems.length === 0;
    const check: Check = {
      name: complete ? this.#line('name') : '',
      run: complete ? this.#text('run') : '',
      glob: this.#glob(),
      timeoutMs: this.#timeout(),
      required: this.#required(),
      format: this.#format(),
    };
    return { check, problems: this.#problems };
  }

  #refuseUnknownKeys(): void {
    for (const key of Object.keys(this.#item)) {
      if ((KEYS as readonly string[]).includes(key)) continue;
      const meant = nearest(key, KEYS);
      this.#problem(
        `"${key}" is no key of a check; ${meant === undefined ? `the keys are ${KEYS.join(', ')}` : `did you mean "${meant}"?`}`,
      );
    }
  }

  #text(key: 'name' | 'run'): string {
    const value = this.#item[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.#problem(value === undefined ? `"${key}" is missing` : `"${key}" must be a text, got ${kind(value)}`);
    return '';
  }

  #line(key: 'name'): string {
    const text = this.#text(key);
    if (/[\r\n]/.test(text)) this.#problem(`"${key}" must be one line`);
    return text;
  }

  #glob(): Check['glob'] {
    const value = this.#item['glob'];
    if (value === undefined || value === null) return undefined;
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!texts.every((text) => typeof text === 'string')) {
      this.#problem(`"glob" must be a text or a list of texts, got ${kind(value)}`);
      return undefined;
    }
    const patterns = texts.flatMap(splitGlobs);
    if (patterns.length === 0) this.#problem('"glob" is empty; leave it out to mean every file');
    try {
      return { patterns, matches: compileGlobs(patterns) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#problem(error.message);
      return undefined;
    }
  }

  #timeout(): number {
    const value = this.#item['timeout'];
    if (value === undefined || value === null) return DEFAULT_TIMEOUT_MS;
    const ms = typeof value === 'string' || typeof value === 'number' ? parseDuration(String(value)) : undefined;
    if (ms === undefined || ms <= 0 || ms > MAX_TIMEOUT_MS)
      this.#problem(`"timeout" must be a duration such as 30s or 2m, at most 6h, got ${JSON.stringify(value)}`);
    return ms ?? DEFAULT_TIMEOUT_MS;
  }

  #required(): boolean {
    const value = this.#item['required'] ?? true;
    if (typeof value !== 'boolean') this.#problem(`"required" must be true or false, got ${JSON.stringify(value)}`);
    return value !== false;
  }

  #format(): Format {
    const value = this.#item['format'] ?? 'auto';
    const format = FORMATS.find((candidate) => candidate === value);
    if (format === undefined) {
      const meant = typeof value === 'string' ? nearest(value, FORMATS) : undefined;
      const help = meant === undefined ? '' : `; did you mean "${meant}"?`;
      this.#problem(`"format" must be one of ${FORMATS.join(', ')}, got ${JSON.stringify(value)}${help}`);
    }
    return format ?? 'auto';
  }

  #problem(text: string): void {
    this.#problems.push(`${this.#title}: ${text}${text.endsWith('?') ? '' : '.'}`);
  }
}

/** A job on a hosted runner ends after six hours. */
const MAX_TIMEOUT_MS = 6 * 3_600_000;

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : JSON.stringify(value);
}
