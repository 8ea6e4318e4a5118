import type { Clock } from '#shared/action/clock';
import type { Probe, ProbeOptions, ProbeRequest } from '#shared/http/probe-request';
import type { Attempt, History } from './history.ts';
import type { HealthVerifyInputs } from './inputs.ts';
import { advance, nextWaitMs, resultOf, START, type Progress, type Result } from './progress.ts';
import type { Target } from './target.ts';
import { judge, worst } from './verdict.ts';

/** Every target asked once, side by side. */
export interface Round {
  readonly number: number;
  readonly attempts: readonly Attempt[];
  readonly progress: Progress;
  /** Milliseconds since the start at which it ended. */
  readonly endedAtMs: number;
}

export interface Verification {
  readonly result: Result;
  readonly lastRound: Round;
  readonly durationMs: number;
}

export interface VerifyTools extends ProbeOptions {
  readonly probe: Probe;
  readonly clock: Clock;
  readonly random: () => number;
  readonly history: History;
  readonly onRound: (round: Round) => void;
}

const MAX_REDIRECTS = 10;

/**
 * Asks all targets round after round until there is a result. No round begins after the time limit, so all ends within
 * `timeout` + `request-timeout`.
 * @throws the signal's reason when the job is cancelled
 */
export async function verify(inputs: HealthVerifyInputs, tools: VerifyTools): Promise<Verification> {
  const { clock, history, onRound, random, signal } = tools;
  const start = clock.elapsed();
  const sinceStart = (): number => clock.elapsed() - start;
  let progress = START;
  for (let number = 1; ; number += 1) {
    const attempts = await askAll(inputs, { ...tools, round: number, atMs: sinceStart() });
    for (const attempt of attempts) history.add(attempt);
    const endedAtMs = sinceStart();
    progress = advance(progress, { kind: verdictOf(attempts), atMs: endedAtMs }, inputs.rules);
    const round = { number, attempts, progress, endedAtMs };
    onRound(round);
    const result = resultOf(progress, endedAtMs, inputs.rules);
    if (result !== undefined) return { result, lastRound: round, durationMs: endedAtMs };
    await clock.sleep(nextWaitMs(progress, inputs.rules, { atMs: endedAtMs, random }), signal);
  }
}

async function askAll(
  { targets, requestTimeoutMs }: HealthVerifyInputs,
  { probe, env, signal, round, atMs }: VerifyTools & { readonly round: number; readonly atMs: number },
): Promise<readonly Attempt[]> {
  return Promise.all(
    targets.map(async (target) => {
      const result = await probe(requestOf(target, requestTimeoutMs), { env, signal });
      return { round, atMs, target, result, verdict: judge(target, result) };
    }),
  );
}

function verdictOf(attempts: readonly Attempt[]): ReturnType<typeof worst> {
  return worst(attempts.filter(({ target }) => target.critical).map(({ verdict }) => verdict.kind));
}

function requestOf({ url, method, headers, body, followRedirects }: Target, timeoutMs: number): ProbeRequest {
  return { url, method, headers, body, timeoutMs, maxRedirects: followRedirects ? MAX_REDIRECTS : 0 };
}
