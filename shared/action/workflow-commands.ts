import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';

/**
 * What the runner is told, by GitHub's workflow commands: lines such as `::warning file=a.ts,line=3::message` on stdout,
 * and for outputs entries in the file GITHUB_OUTPUT names.
 *
 * `@actions/core` writes the same, and the tests hold every byte against it. But whoever imports it loads an HTTP client
 * with it, for the OIDC token that few runs ask for: 1 MB in each bundle and a tenth of the start-up. It is therefore
 * loaded for that token only (docs/decisions/0005).
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions".
 */
export type AnnotationLevel = 'notice' | 'warning' | 'error';

/** Where an annotation points. Lines and columns count from 1. */
export interface Location {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
}

export function printLine(text: string): void {
  process.stdout.write(`${text}${EOL}`);
}

/** Shown when the workflow runs with debug logging only. */
export function debug(message: string): void {
  issue('debug', message);
}

export function annotate(level: AnnotationLevel, message: string, at: Location = {}): void {
  const { title, file, startLine: line, endLine, startColumn: col, endColumn } = at;
  issue(level, message, { title, file, line, endLine, col, endColumn });
}

/** Folds what `body` prints under `title`; closed however `body` ends. */
export async function group<T>(title: string, body: () => Promise<T>): Promise<T> {
  issue('group', title);
  try {
    return await body();
  } finally {
    issue('endgroup', '');
  }
}

/** Has the runner show `***` instead of the value, in this step and all that follow. */
export function maskValue(value: string): void {
  issue('add-mask', value);
}

/** Fails the step once the process ends, with `message` as its annotation. */
export function failStep(message: string): void {
  process.exitCode = 1;
  annotate('error', message);
}

/**
 * Adds an output of the step to `file`, what GITHUB_OUTPUT names. Where nothing names one, nobody reads outputs.
 * @throws {Error} when the file cannot be written
 */
export function addOutput(file: string | undefined, name: string, value: string): void {
  if (file === undefined || file === '') return;
  // No text can hold a delimiter that was made up after it.
  const delimiter = `ghadelimiter_${randomUUID()}`;
  appendFileSync(file, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}

function issue(
  command: string,
  message: string,
  properties: Readonly<Record<string, string | number | undefined>> = {},
): void {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  printLine(`::${command}${given.length === 0 ? '' : ` ${given.join(',')}`}::${escapeData(message)}`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
