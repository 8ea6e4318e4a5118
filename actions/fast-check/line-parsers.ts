import type { Finding, Level } from './finding.ts';

/** Reads one line of a tool's output. May keep what an earlier line said, so each output needs a parser of its own. */
export type LineParser = (line: string) => Finding | undefined;

const LEVELS: Readonly<Record<string, Level>> = {
  error: 'error',
  'fatal error': 'error',
  warning: 'warning',
  warn: 'warning',
  notice: 'notice',
  note: 'notice',
  info: 'notice',
  style: 'notice',
};

const UNIX = /^(?<file>(?:[A-Za-z]:[\\/])?[^\s:][^:]*):(?<line>\d+)(?::(?<column>\d+))?:\s+(?<rest>\S.*)$/;
const SEVERITY = /^\[?(?<level>fatal error|error|warning|note|info|style|notice)\]?:?\s+(?<message>\S.*)$/i;
const ESLINT_UNIX = /^(?<message>.*\S)\s+\[(?<level>Error|Warning)(?:\/(?<rule>[^\]\s]+))?\]$/;

/** `file:line:column: [level:] message`: gcc, shellcheck -f gcc, flake8, ruff concise, mypy, go vet, golangci-lint, actionlint, eslint -f unix. */
export function unixParser(): LineParser {
  return (text) => {
    const groups = UNIX.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const rest = groups['rest'] ?? '';
    const said = (ESLINT_UNIX.exec(rest) ?? SEVERITY.exec(rest))?.groups;
    return finding(groups, { message: said?.['message'] ?? rest, level: said?.['level'], rule: said?.['rule'] });
  };
}

const TSC =
  /^(?<file>\S.*?)\((?<line>\d+),(?<column>\d+)\): (?<level>error|warning) (?<rule>[A-Z]+\d+): (?<message>.+)$/;
const TSC_PRETTY =
  /^(?<file>\S.*?):(?<line>\d+):(?<column>\d+) - (?<level>error|warning) (?<rule>[A-Z]+\d+): (?<message>.+)$/;

/** `file(line,column): error TS2322: message`: tsc, and with `--pretty` too; MSBuild. */
export function tscParser(): LineParser {
  return (text) => {
    const groups = (TSC.exec(text) ?? TSC_PRETTY.exec(text))?.groups;
    return (
      groups && finding(groups, { message: groups['message'] ?? '', level: groups['level'], rule: groups['rule'] })
    );
  };
}

const STYLISH = /^ +(?<line>\d+):(?<column>\d+) +(?<level>error|warning) +(?<said>\S.*)$/;
const STYLISH_RULE = /^(?<message>.*\S) {2,}(?<rule>\S+)$/;

/** A line with a path, then its findings, indented: eslint's and stylelint's own form. */
export function stylishParser(): LineParser {
  let file: string | undefined;
  return (text) => {
    const groups = STYLISH.exec(text)?.groups;
    if (groups === undefined) {
      file = /^\S/.test(text) ? text.trimEnd() : undefined;
      return undefined;
    }
    if (file === undefined) return undefined;
    const said = groups['said'] ?? '';
    const parts = STYLISH_RULE.exec(said)?.groups;
    return finding(
      { ...groups, file },
      { message: parts?.['message'] ?? said, level: groups['level'], rule: parts?.['rule'] },
    );
  };
}

const PRETTIER = /^\[(?<level>warn|error)\] (?<file>[^:]+)(?:: (?<message>.+?)(?: \((?<line>\d+):(?<column>\d+)\))?)?$/;

/** `[warn] file` and `[error] file: message (line:column)`: prettier --check, whose warnings fail. */
export function prettierParser(): LineParser {
  return (text) => {
    const groups = PRETTIER.exec(text)?.groups;
    return (
      groups &&
      finding(groups, {
        message: groups['message'] ?? 'Not formatted: prettier would change this file.',
        level: 'error',
      })
    );
  };
}

const COMMAND = /^\s*::(?<level>error|warning|notice)(?: (?<properties>.*?))?::(?<message>.+)$/;

/** Workflow commands that a tool prints by itself: ruff, vitest, biome and others do so when GITHUB_ACTIONS is set. */
export function githubParser(): LineParser {
  return (text) => {
    const groups = COMMAND.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const property = (name: string): string | undefined => {
      const value = new RegExp(`(?:^|,)\\s*${name}=([^,]*)`).exec(groups['properties'] ?? '')?.[1];
      return value === undefined ? undefined : unescapeCommand(value);
    };
    const place = { file: property('file'), line: property('line'), column: property('col') };
    return finding(place, {
      message: unescapeCommand(groups['message'] ?? ''),
      level: groups['level'],
      rule: property('title'),
    });
  };
}

function unescapeCommand(text: string): string {
  const characters: Readonly<Record<string, string>> = { '0D': '\r', '0A': '\n', '3A': ':', '2C': ',', '25': '%' };
  return text.replace(/%(0D|0A|3A|2C|25)/g, (whole, code: string) => characters[code] ?? whole);
}

function finding(
  place: Readonly<Record<string, string | undefined>>,
  said: { readonly message: string; readonly level: string | undefined; readonly rule?: string | undefined },
): Finding {
  const line = positive(place['line']);
  const column = positive(place['column']);
  return {
    level: LEVELS[said.level?.toLowerCase() ?? 'error'] ?? 'error',
    message: said.message,
    ...(said.rule === undefined ? {} : { rule: said.rule }),
    ...(place['file'] === undefined ? {} : { file: place['file'] }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

/** Some tools say line 0 for a whole file; GitHub counts from 1. */
function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
