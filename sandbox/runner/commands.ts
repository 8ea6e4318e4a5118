/** A workflow command: `::name key=value,key=value::data`, or in its old form `##[name key=value;key=value]data`. */
export interface Command {
  /** In lower case. */
  readonly name: string;
  /** Keys in lower case. */
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

interface Syntax {
  readonly separator: string;
  readonly property: readonly Escape[];
  readonly data: readonly Escape[];
}

type Escape = readonly [code: string, character: string];

const lineEscapes: readonly Escape[] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
];
// The percent sign comes last, so that what it escapes is not read twice.
const percent: Escape = ['%25', '%'];
const current: Syntax = {
  separator: ',',
  property: [...lineEscapes, ['%3A', ':'], ['%2C', ','], percent],
  data: [...lineEscapes, percent],
};
const oldEscapes: readonly Escape[] = [['%3B', ';'], ...lineEscapes, ['%5D', ']'], percent];
const old: Syntax = { separator: ';', property: oldEscapes, data: oldEscapes };

/**
 * The rules are those of the runner's ActionCommand: the new form begins the line, the old one may stand anywhere in it.
 * @param isKnown what has another name is no command
 */
export function parseCommand(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const modern = /^\s*::([^ ]*?)(?: (.*?))?::(.*)$/s.exec(line);
  if (modern && isKnown(modern[1] ?? '')) return commandOf(modern, current);
  const legacy = /##\[([^ \]]*)(?: ([^\]]*))?\](.*)$/s.exec(line);
  return legacy && isKnown(legacy[1] ?? '') ? commandOf(legacy, old) : undefined;
}

function commandOf([, name = '', properties = '', data = '']: RegExpExecArray, syntax: Syntax): Command {
  const entries = properties.split(syntax.separator).flatMap((text) => {
    const [, key, value] = /^\s*([^=]+)=(.+)$/s.exec(text) ?? [];
    return key === undefined || value === undefined
      ? []
      : [[key.toLowerCase(), unescape(value, syntax.property)] as const];
  });
  return { name: name.toLowerCase(), properties: new Map(entries), data: unescape(data, syntax.data) };
}

function unescape(text: string, escapes: readonly Escape[]): string {
  return escapes.reduce((unescaped, [code, character]) => unescaped.replaceAll(code, character), text);
}
