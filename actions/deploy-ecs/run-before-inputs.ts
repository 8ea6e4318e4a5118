import type { InputReader } from '#shared/action/inputs';
import { splitShellWords } from '#shared/text/shell-words';

/** A command that runs as a task of its own before the service is updated. */
export interface RunBeforeInputs {
  /** As it was written. */
  readonly text: string;
  readonly command: readonly string[];
  /** Undefined: the container that gets the image. */
  readonly container: string | undefined;
  /** Milliseconds. */
  readonly timeLimitMs: number;
}

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

export function readRunBefore(read: InputReader): RunBeforeInputs | undefined {
  const text = read.optional('run-before');
  const command = read.parsed('run-before', 'words as in a shell, with every quote closed', splitShellWords);
  const container = read.optional('run-before-container');
  const timeLimitMs = read.duration('run-before-timeout', '15m', { min: SECOND_MS, max: DAY_MS });
  return text === undefined || command === undefined ? undefined : { text, command, container, timeLimitMs };
}
