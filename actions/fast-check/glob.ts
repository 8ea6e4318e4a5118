export type PathMatcher = (path: string) => boolean;

/**
 * Matches paths against patterns in the manner of GitHub's `paths` filters: in the order given, the last pattern that
 * matches decides, and one with a leading `!` takes out. When the first takes out, everything else is in.
 * @throws {SyntaxError} that names a pattern that cannot be read
 */
export function compileGlobs(patterns: readonly string[]): PathMatcher {
  const rules = patterns.map((pattern) => {
    const negated = pattern.startsWith('!');
    return { negated, expression: compileGlob(negated ? pattern.slice(1) : pattern) };
  });
  const start = rules[0]?.negated === true;
  return (path) => rules.reduce((kept, rule) => (rule.expression.test(path) ? !rule.negated : kept), start);
}

/** Splits a text of patterns at lines and at commas that are not inside braces or brackets. */
export function splitGlobs(text: string): readonly string[] {
  return (text.match(/(?:\\.|\{[^}\n]*\}|\[[^\]\n]*\]|[^,\n])+/g) ?? [])
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
}

/**
 * `*` is anything but a slash, `**` anything, `**` before a slash any folders or none, `?` one character, `[a-z]` one of them,
 * `{a,b}` either, `\` takes the next character as it is. A trailing slash means all below. Dot files are files.
 */
function compileGlob(pattern: string): RegExp {
  const glob = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '/**');
  let source = '';
  let depth = 0;
  for (let at = 0; at < glob.length;) {
    const { text, length, nesting } = translate(glob.slice(at), depth);
    source += text;
    at += length;
    depth += nesting;
  }
  if (depth !== 0 || glob === '') throw new SyntaxError(`"${pattern}" is no glob`);
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch (error) {
    throw new SyntaxError(`"${pattern}" is no glob`, { cause: error });
  }
}

interface Piece {
  readonly text: string;
  /** Characters of the glob that it stands for. */
  readonly length: number;
  readonly nesting: -1 | 0 | 1;
}

const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^\*\*\//, '(?:.*/)?'],
  [/^\/\*\*$/, '/.+'],
  [/^\*\*+/, '.*'],
  [/^\*/, '[^/]*'],
  [/^\?/, '[^/]'],
];

function translate(rest: string, depth: number): Piece {
  for (const [form, text] of TOKENS) {
    const match = form.exec(rest)?.[0];
    if (match !== undefined) return { text, length: match.length, nesting: 0 };
  }
  if (rest.startsWith('{')) return { text: '(?:', length: 1, nesting: 1 };
  if (depth > 0 && rest.startsWith('}')) return { text: ')', length: 1, nesting: -1 };
  if (depth > 0 && rest.startsWith(',')) return { text: '|', length: 1, nesting: 0 };
  const set = /^\[(?<not>[!^]?)(?<members>[^\]/]+)\]/.exec(rest);
  if (set?.groups) {
    const members = (set.groups['members'] ?? '').replace(/[\\[\]^&~|(){}/]/g, '\\$&');
    return { text: `[${set.groups['not'] === '' ? '' : '^/'}${members}]`, length: set[0].length, nesting: 0 };
  }
  const escaped = rest.startsWith('\\') && rest.length > 1;
  const [character = ''] = escaped ? rest.slice(1) : rest;
  return { text: literal(character), length: character.length + (escaped ? 1 : 0), nesting: 0 };
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
