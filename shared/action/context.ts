import { createRedactor, type Redactor } from '#shared/text/redact';
import { systemClock, type Clock } from './clock.ts';
import type { Environment, InputSource } from './inputs.ts';
import { createRunnerLog, type Log } from './log.ts';
import { requestIdToken } from './oidc.ts';
import { runFacts, type RunFacts } from './run-facts.ts';
import { Summary } from './summary.ts';
import { addOutput, maskValue } from './workflow-commands.ts';

/** Everything an action may reach for, given to it: nothing below reads process, time or chance by itself. */
export interface ActionContext extends InputSource {
  /** The action's name, e.g. `deploy-ecs`. */
  readonly name: string;
  readonly env: Environment;
  readonly run: RunFacts;
  readonly clock: Clock;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  readonly log: Log;
  /** Aborts with a `CancelledError` when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  readonly summary: Summary;
  readonly setOutput: (name: string, value: string) => void;
  /** Hides a secret here and in the runner's own masking. */
  readonly maskSecret: (secret: string) => void;
  /**
   * GitHub's OIDC token for `audience`.
   * @throws {ActionError} when the job lacks `id-token: write`
   */
  readonly idToken: (audience: string) => Promise<string>;
}

export function createContext(
  name: string,
  options: { readonly env: Environment; readonly signal: AbortSignal },
): ActionContext {
  const { env, signal } = options;
  const redactor = createRedactor();
  const maskSecret = (secret: string): void => {
    redactor.add(secret);
    maskValue(secret);
  };
  return {
    name,
    env,
    signal,
    redactor,
    maskSecret,
    run: runFacts(env),
    clock: systemClock,
    random: Math.random,
    log: createRunnerLog(redactor),
    summary: new Summary(),
    setOutput: (output, value) => {
      addOutput(env['GITHUB_OUTPUT'], output, value);
    },
    idToken: (audience) => requestIdToken({ env, audience, maskSecret }),
  };
}
