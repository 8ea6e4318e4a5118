// Error.isError came after the ES2024 of tsconfig.json; Node 24 has it.
/// <reference lib="esnext.error" />
import { inspect } from 'node:util';
import { neutralise } from '#shared/text/neutralise';

/** A failure the user can act on. `message` says what happened, `hint` what to do; both may hold several lines. */
export class ActionError extends Error {
  override readonly name: string = 'ActionError';
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
  }

  /** What the report tells besides message and hint. */
  get facts(): object {
    return {};
  }
}

/** The job was cancelled (SIGINT or SIGTERM). Aborted waits reject with it. */
export class CancelledError extends ActionError {
  override readonly name = 'CancelledError';

  constructor(signal: string) {
    super(`The job was cancelled (${signal}).`);
  }
}

/** One thing wrong with one input. */
export interface InputIssue {
  readonly input: string;
  /** What was wrong and what would be right, as one sentence without the input's name. */
  readonly problem: string;
}

/** Every problem of every input at once. Thrown before anything was changed. */
export class InputError extends ActionError {
  override readonly name = 'InputError';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    const lines = issues.map(({ input, problem }) => `${input}: ${problem}`);
    super(
      lines.length === 1
        ? `Input ${lines.join('')}`
        : `${lines.length} inputs cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.issues = issues;
  }

  override get facts(): object {
    return { inputs: this.issues };
  }
}

/** Also true for an error of another realm, such as one of Node's own inside a `vm` context, where `instanceof` fails. */
export function isError(value: unknown): value is Error {
  return Error.isError(value);
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  if (!isError(error)) return inspect(error);
  if (error.message === '' && 'errors' in error && Array.isArray(error.errors))
    return error.errors.map(errorMessage).join('; ');
  return error.message || error.name;
}

/** The chain of causes, outermost first, for the debug log. */
export function describeCauses(error: unknown): string {
  const lines: string[] = [];
  for (let current: unknown = error; current !== undefined && lines.length < 10;) {
    lines.push(current instanceof Error ? (current.stack ?? current.message) : errorMessage(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return neutralise(lines.join('\ncaused by: '));
}
