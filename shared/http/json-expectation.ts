import { parsePathPrefix, readJsonPath, type JsonPath } from './json-path.ts';
import { matches, parseRegularExpression } from './regular-expression.ts';

type Operator = JsonTest['op'];

type JsonTest =
  | { readonly op: 'exists' }
  | { readonly op: '~'; readonly pattern: RegExp }
  | { readonly op: '==' | '!=' | 'contains'; readonly text: string }
  | { readonly op: '<' | '<=' | '>' | '>='; readonly limit: number };

/** What one value of a JSON answer must be. `line` is how the user wrote it. */
export interface JsonExpectation {
  readonly line: string;
  readonly path: JsonPath;
  readonly test: JsonTest;
}

const OPERATION = /^\s+(?<op>==|!=|<=|>=|<|>|~|contains|exists)(?:\s+(?<operand>\S.*))?$/;

/** The expectation of a line such as `$.checks.db.latencyMs < 200`; a sentence on what is wrong when it is none. */
export function parseJsonExpectation(line: string): JsonExpectation | string {
  const prefix = parsePathPrefix(line);
  if (prefix === undefined) return 'begins with no path such as $.checks.db or $.items[0]';
  const groups = OPERATION.exec(prefix.rest)?.groups;
  if (groups === undefined)
    return 'has no operator after its path; write one of == != < <= > >= ~ contains exists between spaces';
  const op = groups['op'] as Operator; // the expression admits no other
  const test = parseTest(op, groups['operand']?.trimEnd());
  return typeof test === 'string' ? test : { line, path: prefix.path, test };
}

function parseTest(op: Operator, operand: string | undefined): JsonTest | string {
  if (op === 'exists') return operand === undefined ? { op } : 'has a value after exists, which takes none';
  if (operand === undefined) return `has no value after ${op}`;
  switch (op) {
    case '==':
    case '!=':
    case 'contains':
      return { op, text: operand };
    case '~': {
      const pattern = parseRegularExpression(operand);
      return pattern === undefined ? 'has no regular expression after ~' : { op, pattern };
    }
    default: {
      const limit = Number(operand);
      return Number.isNaN(limit) ? `has no number after ${op}` : { op, limit };
    }
  }
}

/** Why the JSON value does not meet the expectation, as a sentence; undefined when it does. */
export function unmetJsonExpectation(json: unknown, { line, path, test }: JsonExpectation): string | undefined {
  const found = readJsonPath(json, path);
  if (!found.found) return `expected ${line}, but the answer has no such value`;
  const { value } = found;
  return holds(value, test) ? undefined : `expected ${line}, but it is ${excerpt(value)}`;
}

function holds(value: unknown, test: JsonTest): boolean {
  switch (test.op) {
    case 'exists':
      return true;
    case '~':
      return matches(test.pattern, typeof value === 'string' ? value : JSON.stringify(value));
    case 'contains':
      return contains(value, test.text);
    case '==':
      return equals(value, test.text);
    case '!=':
      return !equals(value, test.text);
    default:
      return typeof value === 'number' && compare(value, test);
  }
}

/** A list that has the item, or a text that has the text in it. */
function contains(value: unknown, text: string): boolean {
  if (Array.isArray(value)) return value.some((item) => equals(item, text));
  const literal = parseLiteral(text);
  return typeof value === 'string' && value.includes(typeof literal === 'string' ? literal : text);
}

function compare(
  value: number,
  { op, limit }: { readonly op: '<' | '<=' | '>' | '>='; readonly limit: number },
): boolean {
  if (op === '<') return value < limit;
  if (op === '<=') return value <= limit;
  return op === '>' ? value > limit : value >= limit;
}

/**
 * The answer's type decides how the text is read: `$.sha == 1234567` holds for the text "1234567" as for the number,
 * so nobody has to know which of them a service sends. Quotes around the text are JSON's.
 */
function equals(value: unknown, text: string): boolean {
  const literal = parseLiteral(text);
  if (typeof value === 'string') return value === (typeof literal === 'string' ? literal : text);
  return literal !== undefined && canonical(value) === canonical(literal);
}

function parseLiteral(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON with the members of every object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
