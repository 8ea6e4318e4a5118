/** What a line that is no `NAME=value` did wrong; never its text, which may be a secret. */
export interface PairProblem {
  /** From 1, in the whole input. */
  readonly line: number;
  readonly problem: string;
}

export interface QuotedPairs {
  readonly pairs: ReadonlyMap<string, string>;
  readonly problems: readonly PairProblem[];
}

interface Item {
  readonly line: number;
  readonly text: string;
  readonly closed: boolean;
}

/**
 * `NAME=value` items, one per line, as docker/build-push-action reads them: the first `=` splits, and an item in
 * double quotes may hold several lines (`"KEY=first\nsecond"`), where two quotes stand for one.
 */
export function parseQuotedPairs(text: string): QuotedPairs {
  const pairs = new Map<string, string>();
  const problems: PairProblem[] = [];
  for (const { line, text: item, closed } of splitItems(text)) {
    const split = item.indexOf('=');
    const name = item.slice(0, Math.max(0, split)).trim();
    if (!closed) problems.push({ line, problem: 'has a quote that is never closed' });
    else if (name === '') problems.push({ line, problem: 'has no name before "="; write NAME=value' });
    else if (pairs.has(name)) problems.push({ line, problem: `names ${name} a second time` });
    else pairs.set(name, item.slice(split + 1));
  }
  return { pairs, problems };
}

function splitItems(text: string): readonly Item[] {
  const lines = text.split(/\r?\n/);
  const items: Item[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const first = (lines[index] ?? '').trim();
    if (first === '') continue;
    if (!first.startsWith('"')) {
      items.push({ line, text: first, closed: true });
      continue;
    }
    let quoted = (lines[index] ?? '').trimStart();
    while (!isClosed(quoted) && index + 1 < lines.length) {
      index += 1;
      quoted += `\n${lines[index] ?? ''}`;
    }
    const closed = isClosed(quoted);
    items.push({ line, text: closed ? unquote(quoted) : quoted, closed });
  }
  return items;
}

/** Whether the text that begins with a quote ends with one of its own: pairs of quotes inside are content. */
function isClosed(text: string): boolean {
  const inside = text.slice(1).trimEnd();
  const trailing = /"*$/.exec(inside)?.[0].length ?? 0;
  return trailing % 2 === 1;
}

function unquote(text: string): string {
  return text.trimEnd().slice(1, -1).replaceAll('""', '"');
}
