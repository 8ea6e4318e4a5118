import type { Clock } from '#shared/action/clock';
import type { Probe, ProbeOptions } from '#shared/http/probe-request';
import type { ProbeResult } from '#shared/http/probe-result';
import { retryAfterMs } from '#shared/http/retry-after';
import type { Attempt, History } from './history.ts';
import type { VerifySettings } from './settings.ts';
import { Patience } from './patience.ts';
import { advance, nextWaitMs, resultOf, START, type Progress, type Result } from './progress.ts';
import { requestOf } from './request.ts';
import { StreakLatencies } from './streak-latencies.ts';
import { judge, worst } from './verdict.ts';

/** Every target asked once, side by side. */
export interface Round {
  readonly number: number;
  readonly attempts: readonly Attempt[];
  readonly progress: Progress;
  /** Milliseconds since the start at which it ended. */
  readonly endedAtMs: number;
  /** Why the answers of targets are too slow as a whole, though each was as expected. */
  readonly slow: readonly SlowTarget[];
  /** Milliseconds for which a critical target asked to be left alone, by Retry-After. */
  readonly askedMs: number | undefined;
}

export interface SlowTarget extends Pick<Attempt, 'target'> {
  readonly reason: string;
}

export interface Verification {
  readonly result: Result;
  readonly lastRound: Round;
  readonly durationMs: number;
}

/** A verification that has come to its end, with all that it saw. */
export interface Verified {
  readonly settings: VerifySettings;
  readonly verification: Verification;
  readonly history: History;
}

/**
 * Looks at a service once. Rejects only with the signal's reason, or for a defect.
 * @param limitMs until then AWS is asked again while it is busy
 */
export type LookOnce = (limitMs: number) => Promise<ProbeResult>;

export interface VerifyTools extends ProbeOptions {
  readonly probe: Probe;
  /** For the service among the targets, if there is one. */
  readonly look?: LookOnce | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly history: History;
  readonly onRound: (round: Round) => void;
}

/**
 * Waits `initial-delay`, then asks all targets round after round until there is a result. No round begins after the
 * time limit, so all ends within `timeout` + `request-timeout`.
 * @throws the signal's reason when the job is cancelled
 */
export async function verify(settings: VerifySettings, tools: VerifyTools): Promise<Verification> {
  const { clock, history, onRound, random, signal } = tools;
  const start = clock.elapsed();
  const sinceStart = (): number => clock.elapsed() - start;
  const latencies = new StreakLatencies();
  const patience = new Patience();
  let progress = START;
  if (settings.rules.initialDelayMs > 0) await clock.sleep(settings.rules.initialDelayMs, signal);
  for (let number = 1; ; number += 1) {
    const asked = await askAll(settings, { ...tools, round: number, atMs: sinceStart() });
    const attempts = asked.map((attempt) => patience.weigh(attempt));
    for (const attempt of attempts) history.add(attempt);
    const endedAtMs = sinceStart();
    const critical = attempts.filter(({ target }) => target.critical);
    const kind = worst(critical.map(({ verdict }) => verdict.kind));
    latencies.add(attempts, kind === 'passed');
    const slow = slowTargets(attempts, latencies);
    const tooSlow = slow.some(({ target }) => target.critical);
    progress = advance(progress, { kind, atMs: endedAtMs, tooSlow }, settings.rules);
    const askedMs = longestAsked(critical, clock.now());
    const round = { number, attempts, progress, endedAtMs, slow, askedMs };
    onRound(round);
    const result = resultOf(progress, endedAtMs, settings.rules);
    if (result !== undefined) return { result, lastRound: round, durationMs: endedAtMs };
    await clock.sleep(nextWaitMs(progress, settings.rules, { atMs: endedAtMs, askedMs, random }), signal);
  }
}

async function askAll(
  { targets, requestTimeoutMs, rules }: VerifySettings,
  { probe, look, env, sign, signal, round, atMs }: VerifyTools & { readonly round: number; readonly atMs: number },
): Promise<readonly Attempt[]> {
  return Promise.all(
    targets.map(async (target) => {
      const result =
        target.service === undefined || look === undefined
          ? await probe(requestOf(target, requestTimeoutMs), { env, sign, signal })
          : await look(rules.timeoutMs - atMs + requestTimeoutMs);
      return { round, atMs, target, result, verdict: judge(target, result) };
    }),
  );
}

function slowTargets(attempts: readonly Attempt[], latencies: StreakLatencies): readonly SlowTarget[] {
  return attempts.flatMap(({ target }) => {
    const reason = latencies.unmet({ target });
    return reason === undefined ? [] : [{ target, reason }];
  });
}

function longestAsked(attempts: readonly Attempt[], now: number): number | undefined {
  const asked = attempts.flatMap(({ result, verdict }) =>
    result.kind === 'answered' && verdict.kind !== 'passed' ? (retryAfterMs(result, now) ?? []) : [],
  );
  return asked.length === 0 ? undefined : Math.max(...asked);
}
