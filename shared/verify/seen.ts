import { httpStatus, statusWord } from '#shared/http/probe-result';
import { displayUrl } from './target.ts';
import type { Verified } from './verify.ts';

/** All that was seen, as JSON. Of a very long verification the attempts in the middle are counted only. */
export function seenOf({ history, settings, verification }: Verified): object {
  const { attempts, lastMiss } = history;
  return {
    targets: settings.targets.map(({ critical, expectVersion, method, name, url }) => ({
      name,
      method,
      url: displayUrl(url),
      critical,
      expectVersion,
    })),
    rules: { ...settings.rules, requestTimeoutMs: settings.requestTimeoutMs },
    attempts: verification.lastRound.number,
    durationMs: Math.round(verification.durationMs),
    observedVersion: history.lastVersion,
    versionsSeen: Object.fromEntries(history.versions),
    latencyMs: { p50: history.percentileMs(0.5), p95: history.percentileMs(0.95) },
    certificates: Object.fromEntries(history.certificates),
    lastFailing: lastMiss && {
      url: lastMiss.target.name,
      atMs: Math.round(lastMiss.atMs),
      ...lastMiss.verdict,
      ...(lastMiss.result.kind === 'answered'
        ? {
            status: httpStatus(lastMiss.result) ?? statusWord(lastMiss.result),
            headers: lastMiss.result.headers,
            body: lastMiss.result.body,
          }
        : { failure: lastMiss.result.failure }),
    },
    probes: [...attempts.head, ...attempts.tail],
    probesLeftOut: attempts.dropped,
  };
}
