import type { InputReader } from '#shared/action/inputs';
import { splitShellWords } from '#shared/text/shell-words';

/** A command that probes the service from inside its network, as a task of its own. */
export interface InsideProbe {
  /** As it was written. */
  readonly text: string;
  readonly command: readonly string[];
  /** Undefined: the only container of the task definition. */
  readonly container: string | undefined;
  /** Tasks, one after another, until one passes. */
  readonly attempts: number;
  /** Milliseconds for each. */
  readonly timeLimitMs: number;
}

/** Undefined: nothing is run inside. */
export function readInsideProbe(read: InputReader): InsideProbe | undefined {
  const text = read.optional('probe-command');
  const command = read.parsed('probe-command', 'words as in a shell, with every quote closed', splitShellWords);
  const container = read.optional('probe-container');
  const attempts = read.integer('probe-attempts', { min: 1, max: 10 }) ?? 2;
  const timeLimitMs = read.duration('probe-timeout', '5m', { min: 1_000, max: 3_600_000 });
  if (container !== undefined && text === undefined)
    read.problem('probe-container', 'names where probe-command runs; give that too, or leave this out.');
  return text === undefined || command === undefined ? undefined : { text, command, container, attempts, timeLimitMs };
}
