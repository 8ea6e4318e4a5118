import type { Answer, Failure, FailureKind, ProbeResult } from '#shared/http/probe-result';
import type { Rules, VerifySettings } from './settings.ts';
import { DEFAULT_SETTINGS } from './default-settings.ts';
import type { Target } from './target.ts';

/** Values for the tests of this folder. */
export const NEW = '9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d';
export const OLD = '1f3c9aa04b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e';

export const RULES: Rules = {
  initialDelayMs: 0,
  successThreshold: 3,
  stableForMs: 0,
  timeoutMs: 300_000,
  intervalMs: 2_000,
  maxIntervalMs: 20_000,
};

export function target(changes: Partial<Target> = {}): Target {
  return {
    ...DEFAULT_SETTINGS,
    name: 'https://api.test/',
    url: new URL('https://api.test/'),
    critical: true,
    ...changes,
  };
}

/** A target that must answer from {@link NEW}. */
export const VERSIONED = target({ expectVersion: NEW, versionFrom: { from: 'header', name: 'x-version' } });

export function settings(targets: readonly Target[], rules: Partial<Rules> = {}): VerifySettings {
  return { targets, rules: { ...RULES, ...rules }, requestTimeoutMs: 5_000 };
}

export function answer(status: number, changes: Partial<Answer> = {}): Answer {
  return { kind: 'answered', status, headers: {}, body: '', truncated: false, ms: 12, ...changes };
}

export function failure(kind: FailureKind, message = kind as string): Failure {
  return { kind: 'failed', failure: kind, message, ms: 5 };
}

/**
 * Answers by one letter: N(ew) and O(ld) version, S(low new version), U(nnamed version), 5(03), 4(01), R(efused),
 * T(imeout), W(ait 7 s) and L(ong wait) by Retry-After.
 */
export function scripted(letter: string): ProbeResult {
  switch (letter) {
    case 'N':
      return answer(200, { headers: { 'x-version': NEW } });
    case 'O':
      return answer(200, { headers: { 'x-version': OLD } });
    case 'S':
      return answer(200, { headers: { 'x-version': NEW }, ms: 900 });
    case 'W':
      return answer(503, { headers: { 'retry-after': '7' } });
    case 'L':
      return answer(429, { headers: { 'retry-after': '3600' } });
    case 'U':
      return answer(200);
    case '5':
      return answer(503);
    case '4':
      return answer(401);
    case 'R':
      return failure('refused', 'connection refused by api.test:443');
    case 'T':
      return failure('timeout', 'no complete answer within 5.0s');
    default:
      throw new Error(`no answer is scripted as ${letter}`);
  }
}
