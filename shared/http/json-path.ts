/** A way into a JSON value: names of members and indexes of array items, outermost first. */
export type JsonPath = readonly (string | number)[];

export interface ParsedPath {
  readonly path: JsonPath;
  /** What follows the path in the text, white space included. */
  readonly rest: string;
}

const STEP =
  /^(?:\.(?<name>[\p{L}_$][\p{L}\p{N}_$-]*)|\[(?<index>\d{1,9})\]|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\])/u;

/**
 * Reads the path a text begins with: `$`, then any of `.name`, `[0]`, `['any name']`; `.length` of a list is the number
 * of its items. No wildcards, filters or functions of RFC 9535: an expectation names one value. Undefined when the text does not begin with a path.
 */
export function parsePathPrefix(text: string): ParsedPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  let rest = text.slice(1);
  for (let step = STEP.exec(rest); step !== null; step = STEP.exec(rest)) {
    const { name, index, single, double } = step.groups ?? {};
    path.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
    rest = rest.slice(step[0].length);
  }
  return rest === '' || /^\s/.test(rest) ? { path, rest } : undefined;
}

/** The whole text as a path. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const parsed = parsePathPrefix(text);
  return parsed?.rest === '' ? parsed.path : undefined;
}

export type Found = { readonly found: true; readonly value: unknown } | { readonly found: false };

export function readJsonPath(value: unknown, path: JsonPath): Found {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && step === 'length') {
      current = current.length;
      continue;
    }
    if (typeof current !== 'object' || current === null || Array.isArray(current) !== (typeof step === 'number'))
      return { found: false };
    // Own members only: `$.constructor` is not in anybody's answer.
    if (!Object.hasOwn(current, step)) return { found: false };
    current = (current as Readonly<Record<string | number, unknown>>)[step]; // an object that has this member
  }
  return { found: true, value: current };
}
