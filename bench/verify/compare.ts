import type { InProcessRun } from '../in-process.ts';
import type { VerifyPlan } from './plan.ts';
import { onlyNew, type Sight } from './truth.ts';

export interface Verified {
  readonly plan: VerifyPlan;
  readonly run: Pick<InProcessRun, 'outputs' | 'error' | 'log' | 'tookMs'>;
  /** Epoch milliseconds at which each round began, and of the verdict. */
  readonly wokeAt: readonly number[];
  readonly spokeAt: number;
  /** In the order of time; the last one is of the verdict's moment. */
  readonly sights: readonly Sight[];
  /** Of the sandbox. */
  readonly speed: number;
}

/** As health-verify is told, in milliseconds of AWS time. */
export const PACE = { intervalMs: 2_000, maxIntervalMs: 20_000 } as const;
/** Milliseconds of the wall clock that a busy machine may take to see what has become of the traffic, and to ask. */
const SLACK_MS = 1_000;

/** Why a verdict is wrong, by who answered requests when it was given; undefined when it is right. */
export function wrong(verified: Verified): string | undefined {
  const { plan, run } = verified;
  const result = run.outputs.get('result') ?? '';
  if (result === '') return `no verdict: ${run.error}`;
  const why = result === 'healthy' ? whyNotHealthy(verified) : whyNotBad(verified, result);
  if (why !== undefined) return `${result}: ${why}`;
  return plan.verdicts.includes(result) ? undefined : `${result}: expected ${plan.verdicts.join(' or ')}`;
}

function whyNotHealthy({ plan, wokeAt, sights, run }: Verified): string | undefined {
  if (run.error !== '') return `it failed all the same: ${run.error}`;
  const rounds = wokeAt.map((from, place) => {
    const to = wokeAt[place + 1] ?? Infinity;
    return sights.filter(({ at }) => at >= from && at <= to);
  });
  // What flaps may answer well while the load balancer still counts it as unhealthy, and tries it for want of others.
  const alone = (sight: Sight): boolean => onlyNew(plan.kind === 'flapping' ? { ...sight, open: true } : sight);
  if (rounds.at(-1)?.some(alone) !== true) return 'in its last round the new version did not answer alone';
  // Traffic may move while a round is asking; a version that serves again for a while is seen in all of a round.
  const streak = rounds.slice(-plan.successThreshold);
  const served = streak.every((round) => round.some(({ serving }) => serving.has('new')));
  return served ? undefined : 'the new version did not answer all the time';
}

function whyNotBad(verified: Verified, result: string): string | undefined {
  const { plan, run, sights, spokeAt, speed } = verified;
  if (run.tookMs < plan.timeoutMs) return 'there was time left';
  const steady = plan.kind !== 'flapping' && plan.kind !== 'unnamed';
  const neededMs = PACE.maxIntervalMs + plan.successThreshold * PACE.intervalMs + plan.stableForMs + SLACK_MS * speed;
  const last = sights.filter(({ at }) => at >= spokeAt - neededMs / speed);
  if (steady && last.every(onlyNew)) return 'the new version had been answering alone for long enough';
  if (result === 'wrong-version' && plan.kind !== 'unnamed' && !sights.some(({ serving }) => serving.has('old')))
    return 'no old version answered';
  return undefined;
}
