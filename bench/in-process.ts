import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#shared/action/clock';
import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import type { Log } from '#shared/action/log';
import { runFacts } from '#shared/action/run-facts';
import { Summary } from '#shared/action/summary';
import { createRedactor } from '#shared/text/redact';

export interface InProcessRun {
  readonly outputs: ReadonlyMap<string, string>;
  /** Of the ActionError it ended with; empty when it passed. */
  readonly error: string;
  readonly log: readonly string[];
  /** Milliseconds of the action's clock. */
  readonly tookMs: number;
}

export interface InProcessOptions {
  readonly name: string;
  readonly main: (context: ActionContext) => Promise<void>;
  readonly inputs: Readonly<Record<string, string>>;
  /** More of what the runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** The action's clock goes so many times faster. */
  readonly speed: number;
  readonly random: () => number;
  /** Folder for its report. */
  readonly temp: string;
  /** Told of each line of the log as it is written. */
  readonly onLine?: (line: string) => void;
  readonly onOutput?: (name: string, value: string) => void;
  /** Told when a wait of the action is over. */
  readonly onWake?: () => void;
}

/**
 * Runs an action in this process, as its bundle would, on a clock as fast as the sandbox's.
 * @throws what is no ActionError: a defect
 */
export async function runInProcess(options: InProcessOptions): Promise<InProcessRun> {
  const { name, main, inputs, speed, random, temp, onLine, onOutput, onWake } = options;
  const outputs = new Map<string, string>();
  const log: string[] = [];
  const env: Record<string, string> = { RUNNER_TEMP: temp, GITHUB_SHA: 'b'.repeat(40), ...options.env };
  for (const [input, value] of Object.entries(inputs)) env[`INPUT_${input.toUpperCase()}`] = value;
  const redactor = createRedactor();
  const context: ActionContext = {
    name,
    env,
    run: runFacts(env),
    clock: compressed(speed, onWake),
    random,
    log: recorder((line) => {
      onLine?.(line);
      log.push(line);
    }),
    signal: new AbortController().signal,
    redactor,
    summary: new Summary(),
    setOutput: (output, value) => {
      onOutput?.(output, value);
      outputs.set(output, value);
    },
    maskSecret: (secret) => {
      redactor.add(secret);
    },
    idToken: () => Promise.reject(new Error('nobody gives OIDC tokens here')),
  };
  const started = context.clock.elapsed();
  let error = '';
  try {
    await main(context);
  } catch (thrown) {
    if (!(thrown instanceof ActionError)) throw thrown;
    error = thrown.message;
  }
  return { outputs, error, log, tookMs: context.clock.elapsed() - started };
}

function compressed(speed: number, onWake: (() => void) | undefined): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now() * speed,
    sleep: async (ms, signal) => {
      try {
        await delay(ms / speed, undefined, signal ? { signal } : {});
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
      onWake?.();
    },
  };
}

function recorder(note: (line: string) => void): Log {
  const group: Log['group'] = (title, body) => {
    note(title);
    return body();
  };
  return { debug: () => undefined, info: note, notice: note, warning: note, error: note, group };
}
