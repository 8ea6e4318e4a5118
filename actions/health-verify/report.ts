import { httpStatus, statusWord } from '#shared/http/probe-result';
import type { SummaryFacts } from './summary.ts';
import { displayUrl } from './target.ts';

/** All that was seen, as JSON. Of a very long verification the attempts in the middle are counted only. */
export function reportOf({ history, hint, inputs, inside, recorded, sentence, verification }: SummaryFacts): object {
  const { attempts, lastMiss } = history;
  return {
    result: verification.result,
    sentence,
    hint,
    targets: inputs.targets.map(({ critical, expectVersion, method, name, url }) => ({
      name,
      method,
      url: displayUrl(url),
      critical,
      expectVersion,
    })),
    rules: { ...inputs.rules, requestTimeoutMs: inputs.requestTimeoutMs },
    attempts: verification.lastRound.number,
    durationMs: Math.round(verification.durationMs),
    observedVersion: history.lastVersion,
    versionsSeen: Object.fromEntries(history.versions),
    latencyMs: { p50: history.percentileMs(0.5), p95: history.percentileMs(0.95) },
    certificates: Object.fromEntries(history.certificates),
    inside,
    proven: recorded.mark,
    githubDeployment: recorded.github,
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
