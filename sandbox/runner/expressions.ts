/** A value of GitHub's expression language. */
export type Value = string | number | boolean | null | { readonly [name: string]: Value };

export interface Scope {
  /** What names may be used, e.g. `github` and `job`. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** What `success()` and its siblings go by; without it they are unknown, as in the defaults of inputs. */
  readonly status?: JobStatus;
}

export type JobStatus = 'success' | 'failure' | 'cancelled';

/**
 * The part of GitHub's expression language that metadata and conditions use: paths, literals, `! && || == !=`, parentheses
 * and the status functions. Unknown properties are null, as on GitHub.
 * @throws Error for anything else, with the words of GitHub's runner where it has some
 */
export function evaluate(expression: string, scope: Scope): Value {
  const parser = { tokens: tokenize(expression), position: 0, scope };
  const value = parseOr(parser);
  const rest = parser.tokens[parser.position];
  if (rest !== undefined) throw new Error(`Unexpected symbol: '${rest}'. Located within expression: ${expression}`);
  return value;
}

/** Replaces every `${{ … }}` in a text. */
export function interpolate(text: string, scope: Scope): string {
  return text.replace(/\$\{\{((?:'[^']*'|[^'])*?)\}\}/g, (_, expression: string) =>
    toText(evaluate(expression, scope)),
  );
}

/** Whether a step runs: a condition that asks for no status is bound to `success()`, as on GitHub. */
export function holds(condition: string, scope: Scope & { readonly status: JobStatus }): boolean {
  const bare = condition.replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1').trim();
  if (bare === '') return scope.status === 'success';
  const asksStatus = tokenize(bare).some((token, index, all) => isStatusFunction(token) && all[index + 1] === '(');
  return (asksStatus || scope.status === 'success') && toBoolean(evaluate(bare, scope));
}

export function toText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? 'Object' : String(value);
}

interface Parser {
  readonly tokens: readonly string[];
  position: number;
  readonly scope: Scope;
}

const tokenPattern = /\s*('(?:[^']|'')*'|&&|\|\||==|!=|[!().]|-?\d+(?:\.\d+)?|[A-Za-z_][\w-]*)/y;

function tokenize(expression: string): readonly string[] {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const start = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined)
      throw new Error(`Unexpected symbol: '${text.slice(start).trim()}'. Located within expression: ${text}`);
    tokens.push(token);
  }
  return tokens;
}

function take(parser: Parser, ...wanted: readonly string[]): string | undefined {
  const token = parser.tokens[parser.position];
  if (token === undefined || !wanted.includes(token)) return undefined;
  parser.position += 1;
  return token;
}

function parseOr(parser: Parser): Value {
  let value = parseAnd(parser);
  while (take(parser, '||')) {
    const right = parseAnd(parser);
    value = toBoolean(value) ? value : right;
  }
  return value;
}

function parseAnd(parser: Parser): Value {
  let value = parseEquality(parser);
  while (take(parser, '&&')) {
    const right = parseEquality(parser);
    value = toBoolean(value) ? right : value;
  }
  return value;
}

function parseEquality(parser: Parser): Value {
  let value = parseUnary(parser);
  for (let operator = take(parser, '==', '!='); operator; operator = take(parser, '==', '!=')) {
    value = areEqual(value, parseUnary(parser)) === (operator === '==');
  }
  return value;
}

function parseUnary(parser: Parser): Value {
  if (take(parser, '!')) return !toBoolean(parseUnary(parser));
  if (take(parser, '(')) {
    const value = parseOr(parser);
    mustTake(parser, ')');
    return value;
  }
  return parsePrimary(parser);
}

const literals = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parsePrimary(parser: Parser): Value {
  const token = parser.tokens[parser.position];
  if (token === undefined) throw new Error('Unexpected end of expression');
  parser.position += 1;
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (/^-?\d/.test(token)) return Number(token);
  const literal = literals.get(token);
  if (literal !== undefined) return literal;
  if (!/^[A-Za-z_]/.test(token)) throw new Error(`Unexpected symbol: '${token}'`);
  return take(parser, '(') ? callStatus(token, parser) : parsePath(token, parser);
}

function parsePath(name: string, parser: Parser): Value {
  const { contexts } = parser.scope;
  const key = Object.keys(contexts).find((known) => known.toLowerCase() === name.toLowerCase());
  if (key === undefined) throw new Error(`Unrecognized named-value: '${name}'`);
  let value: Value = contexts[key] ?? null;
  while (take(parser, '.')) {
    const property = parser.tokens[parser.position] ?? '';
    parser.position += 1;
    value = lookUp(value, property);
  }
  return value;
}

/** Names are compared without case, as GitHub does. */
function lookUp(value: Value, property: string): Value {
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([name]) => name.toLowerCase() === property.toLowerCase());
  return found?.[1] ?? null;
}

function isStatusFunction(name: string): boolean {
  return ['always', 'success', 'failure', 'cancelled'].includes(name.toLowerCase());
}

function callStatus(name: string, parser: Parser): boolean {
  const { status } = parser.scope;
  if (status === undefined || !isStatusFunction(name)) throw new Error(`Unrecognized function: '${name}'`);
  mustTake(parser, ')');
  return name.toLowerCase() === 'always' || name.toLowerCase() === status;
}

function mustTake(parser: Parser, wanted: string): void {
  if (!take(parser, wanted)) throw new Error(`Expected '${wanted}' in expression`);
}

function toBoolean(value: Value): boolean {
  return value !== null && value !== '' && value !== 0 && value !== false && !Number.isNaN(value);
}

/** Strings are compared without case; values of different types as numbers; objects are equal to nothing here. */
function areEqual(a: Value, b: Value): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
  return typeof a === typeof b && typeof a !== 'object' ? a === b : toNumber(a) === toNumber(b);
}

function toNumber(value: Value): number {
  return typeof value === 'object' && value !== null ? NaN : Number(value ?? 0);
}
