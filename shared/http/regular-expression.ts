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
