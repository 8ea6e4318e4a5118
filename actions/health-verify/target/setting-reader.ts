import { parseLines } from '#shared/text/list';
import type { SettingName } from './setting-names.ts';

/** Where settings come from: undefined means unset, an empty text switches the setting off. */
export interface SettingSource {
  text(name: SettingName): string | undefined;
  problem(name: SettingName, problem: string): void;
}

export interface Form<T> {
  /** What an empty text means. */
  readonly off: T;
  readonly expected: string;
  readonly parse: (text: string) => T | undefined;
}

export type Complain = (problem: string) => void;

/** Reads settings over those of a base. What cannot be read is told to the source and left as it was. */
export class SettingReader {
  readonly #source: SettingSource;

  constructor(source: SettingSource) {
    this.#source = source;
  }

  parsed<T>(name: SettingName, base: T, { off, expected, parse }: Form<T>): T {
    const text = this.#source.text(name);
    if (text === undefined) return base;
    if (text === '') return off;
    const value = parse(text);
    if (value === undefined) this.#source.problem(name, `got ${quote(text)}; expected ${expected}.`);
    return value ?? base;
  }

  lines<T>(name: SettingName, base: T, parse: (lines: readonly string[], complain: Complain) => T): T {
    const text = this.#source.text(name);
    if (text === undefined) return base;
    return parse(parseLines(text), (problem) => {
      this.#source.problem(name, problem);
    });
  }
}

/** Text of an input in an error about it. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}
