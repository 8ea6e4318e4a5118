import { createContext, Script, type Context } from 'node:vm';
import { isError } from '#shared/action/errors';

const DELIMITED = /^\/(?<source>[\s\S]+)\/(?<flags>[imsu]*)$/;

/**
 * The regular expression of an input: `/source/flags` with any of the flags i, m, s, u, or the bare source.
 * Undefined when it is none. The flags g and y are left out: they make an expression remember where it stopped.
 */
export function parseRegularExpression(text: string): RegExp | undefined {
  const groups = DELIMITED.exec(text)?.groups;
  try {
    return new RegExp(groups?.['source'] ?? text, groups?.['flags'] ?? '');
  } catch {
    return undefined;
  }
}

/** Far more than any expression needs that does not backtrack without end. */
const SEARCH_LIMIT_MS = 500;
const SEARCH = new Script('pattern.exec(text)');
let room: Context | undefined;

/**
 * What `pattern` finds in text from elsewhere. An expression that backtracks can be kept busy for hours by the text it
 * is given, and nothing else would run meanwhile, no time limit either: it is stopped after 500 ms.
 */
export function search(pattern: RegExp, text: string): RegExpExecArray | 'too-slow' | null {
  room ??= createContext({});
  Object.assign(room, { pattern, text });
  try {
    return SEARCH.runInContext(room, { timeout: SEARCH_LIMIT_MS }) as RegExpExecArray | null; // what exec gives
  } catch (error) {
    if (isError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too-slow';
    throw error;
  } finally {
    Object.assign(room, { pattern: undefined, text: undefined });
  }
}

/** True when `text` matches; false also when that was not found out in time. */
export function matches(pattern: RegExp, text: string): boolean {
  const found = search(pattern, text);
  return found !== null && found !== 'too-slow';
}
