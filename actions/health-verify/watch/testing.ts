import type { ProbeResult } from '#shared/http/probe-result';
import { answer, failure, NEW, OLD, VERSIONED } from '#shared/verify/testing';
import type { WatchSettings } from './settings.ts';

/** Five minutes, five a second: 1,500 probes. */
export function settings(changes: Partial<WatchSettings> = {}): WatchSettings {
  return {
    target: VERSIONED,
    expectVersion: NEW,
    baselineVersion: undefined,
    windowMs: 300_000,
    rate: 5,
    limits: { errorRateIncrease: 0.01, latencyIncrease: 0.25, minSamples: 50 },
    ...changes,
  };
}

export interface Answering {
  /** The canary is every so manieth to answer. */
  readonly canaryEvery?: number;
  /** And of its answers every so manieth fails. */
  readonly canaryFailsEvery?: number;
  readonly canaryMs?: number;
  /** Of all requests every so manieth is refused. */
  readonly refusedEvery?: number;
}

/** Answers of a load balancer in front of two versions, as regular as they can be. */
export function answering({
  canaryEvery = 5,
  canaryFailsEvery = Infinity,
  canaryMs = 30,
  refusedEvery = Infinity,
}: Answering): () => ProbeResult {
  let asked = 0;
  let canaries = 0;
  return () => {
    asked += 1;
    if (asked % refusedEvery === 0) return failure('refused', 'connection refused by api.test:443');
    const jitter = asked % 7;
    if (asked % canaryEvery !== 0) return answer(200, { headers: { 'x-version': OLD }, ms: 30 + jitter });
    canaries += 1;
    const status = canaries % canaryFailsEvery === 0 ? 500 : 200;
    return answer(status, { headers: { 'x-version': NEW }, ms: canaryMs + jitter });
  };
}
