import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#shared/action/clock';
import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import type { Log } from '#shared/action/log';
import { runFacts } from '#shared/action/run-facts';
import { Summary } from '#shared/action/summary';
import { createRedactor } from '#shared/text/redact';
import { main } from '../../actions/deploy-ecs/main.ts';

export interface Deployed {
  /** Empty when nothing was begun. */
  readonly outcome: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly error: string;
  readonly log: readonly string[];
  /** Milliseconds of the deployer's clock. */
  readonly tookMs: number;
  /** Epoch milliseconds at which it began to watch a deployment; undefined when it never did. */
  readonly watchedFrom: number | undefined;
  /** Epoch milliseconds of the verdict, and of the request to roll back where there was one. */
  readonly spokeAt: number;
  readonly gaveUpAt: number | undefined;
}

export interface DeployerOptions {
  readonly inputs: Readonly<Record<string, string>>;
  /** The deployer's clock goes so many times faster. */
  readonly speed: number;
  readonly random: () => number;
  /** Folder for its report. */
  readonly temp: string;
}

/**
 * Runs deploy-ecs in this process, as its bundle would, on a clock as fast as the sandbox's.
 * @throws what is no ActionError: a defect
 */
export async function runDeployer({ inputs, speed, random, temp }: DeployerOptions): Promise<Deployed> {
  const outputs = new Map<string, string>();
  const log: string[] = [];
  let watchedFrom: number | undefined;
  let gaveUpAt: number | undefined;
  let spokeAt = NaN;
  const env: Record<string, string> = { RUNNER_TEMP: temp, GITHUB_SHA: 'b'.repeat(40) };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  const redactor = createRedactor();
  const context: ActionContext = {
    name: 'deploy-ecs',
    env,
    run: runFacts(env),
    clock: compressed(speed),
    random,
    log: recorder((line) => {
      if (line.startsWith('deployment: ')) watchedFrom = Date.now();
      if (line.startsWith('Rolling back to ')) gaveUpAt = Date.now();
      log.push(line);
    }),
    signal: new AbortController().signal,
    redactor,
    summary: new Summary(),
    setOutput: (name, value) => {
      if (name === 'outcome') spokeAt = Date.now();
      outputs.set(name, value);
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
  const tookMs = context.clock.elapsed() - started;
  return { outcome: outputs.get('outcome') ?? '', outputs, error, log, tookMs, watchedFrom, spokeAt, gaveUpAt };
}

function compressed(speed: number): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now() * speed,
    sleep: async (ms, signal) => {
      try {
        await delay(ms / speed, undefined, signal ? { signal } : {});
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
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
