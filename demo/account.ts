import { styleText } from 'node:util';

export interface Row {
  readonly release: string;
  readonly step: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly served: number;
  readonly failed: number;
}

export interface Expectation {
  readonly what: string;
  readonly holds: boolean;
  /** What was seen, where it does not hold. */
  readonly seen: string;
}

const COLUMNS = ['release', 'step', 'outcome', 'seconds', 'served', 'failed'] as const;
const NUMERIC = new Set<string>(['seconds', 'served', 'failed']);

export function heading(text: string): void {
  console.log(`\n${styleText('bold', text)}`);
}

export function say(text: string): void {
  console.log(`  ${text}`);
}

/** Prints an action's own log as it comes; groups stay folded, as on GitHub's page, and say how much is in them. */
export function createQuoter(): (line: string) => void {
  let folded: { readonly title: string; lines: number } | undefined;
  return (line) => {
    if (folded === undefined && line.startsWith('##[group]'))
      folded = { title: line.slice('##[group]'.length), lines: 0 };
    else if (folded !== undefined && line === '##[endgroup]') {
      quote(`> ${folded.title} (${folded.lines} lines)`);
      folded = undefined;
    } else if (folded !== undefined) folded.lines += 1;
    else quote(line.replace(/^##\[(\w+)\]/, '$1: '));
  };
}

function quote(line: string): void {
  console.log(styleText('dim', `    | ${line}`));
}

export function table(rows: readonly Row[]): string {
  const cells = [
    COLUMNS.map(String),
    ...rows.map((row) =>
      COLUMNS.map((column) => (column === 'seconds' ? row.seconds.toFixed(1) : String(row[column]))),
    ),
  ];
  const widths = COLUMNS.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const format = (line: readonly string[]): string =>
    line
      .map((cell, index) =>
        NUMERIC.has(COLUMNS[index] ?? '') ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const [header = [], ...body] = cells;
  return [format(header), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(format)].join('\n');
}

/** Prints each expectation and tells whether all hold. */
export function verdict(expectations: readonly Expectation[]): boolean {
  for (const { what, holds, seen } of expectations) {
    say(holds ? `${styleText('green', 'yes')}  ${what}` : `${styleText('red', 'NO ')}  ${what} (${seen})`);
  }
  return expectations.every(({ holds }) => holds);
}
