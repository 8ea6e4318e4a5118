import type { Release } from '#shared/release/record';
import { DEFAULT_SETTINGS } from '#shared/verify/default-settings';
import type { VerifySettings } from '#shared/verify/settings';
import { displayUrl } from '#shared/verify/target';
import type { VerificationInputs } from './inputs.ts';

/** What health-verify takes where nothing is said; times are milliseconds. */
const RULES = {
  initialDelayMs: 0,
  successThreshold: 3,
  stableForMs: 0,
  intervalMs: 2_000,
  maxIntervalMs: 20_000,
} as const;
const REQUEST_TIMEOUT_MS = 5_000;

/** How a release is verified: its commit must answer, where the record names one and the answer is said to. */
export function settingsFor(
  { url, versionFrom, expectJson, timeoutMs }: VerificationInputs,
  { sha }: Pick<Release, 'sha'>,
): VerifySettings {
  const target = {
    ...DEFAULT_SETTINGS,
    name: displayUrl(url),
    url,
    critical: true,
    expectations: { ...DEFAULT_SETTINGS.expectations, json: expectJson },
    expectVersion: versionFrom && sha,
    versionFrom,
  };
  return { targets: [target], rules: { ...RULES, timeoutMs }, requestTimeoutMs: REQUEST_TIMEOUT_MS };
}
