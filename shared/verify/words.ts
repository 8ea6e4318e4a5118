import { formatDuration } from '#shared/text/duration';
import { neutraliseLine } from '#shared/text/neutralise';
import { shortVersion } from '#shared/http/version';
import { statusWord } from '#shared/http/probe-result';
import type { Attempt } from './history.ts';
import type { VerifySettings } from './settings.ts';
import type { Verification } from './verify.ts';

/** `200 in 12 ms, version 1f3c9aa: expected version 9c1d2e3`, in one line and safe to print. */
export function describeAttempt({ target, result, verdict }: Attempt): string {
  if (result.kind === 'failed') return neutraliseLine(verdict.reasons.join('; '));
  const version = verdict.version === undefined ? '' : `, version ${shortVersion(verdict.version)}`;
  const reasons = verdict.reasons.length === 0 ? '' : `: ${verdict.reasons.join('; ')}`;
  // How long AWS took to tell says nothing of the service.
  const took = target.service === undefined ? ` in ${result.ms} ms` : '';
  return neutraliseLine(`${statusWord(result)}${took}${version}${reasons}`);
}

/** The result in one sentence. */
export function resultSentence(
  { result, lastRound, durationMs }: Verification,
  { settings, lastMiss }: { readonly settings: VerifySettings; readonly lastMiss: Attempt | undefined },
): string {
  const what = subject(settings);
  const { successThreshold, stableForMs, timeoutMs } = settings.rules;
  const needed = `${times(successThreshold)} in a row`;
  if (result === 'healthy') {
    const stable = stableForMs === 0 ? '' : ` and stayed so for ${formatDuration(stableForMs)}`;
    return `${what} answered as expected ${needed}${releaseWords(settings)}${stable}.`;
  }
  const last = lastMiss === undefined ? '' : `: ${nameIfSeveral(lastMiss, settings)}${describeAttempt(lastMiss)}`;
  const slow = lastRound.slow
    .filter(({ target }) => target.critical)
    .map(({ target, reason }) => `${nameIfSeveral({ target }, settings)}${reason}`);
  if (lastRound.progress.tooSlow)
    return `${what} answered as expected ${times(lastRound.progress.streak)} in a row, but too slowly within ${formatDuration(timeoutMs)}: ${slow.join('; ')}.`;
  if (durationMs < timeoutMs) return `${what} cannot become healthy by waiting${last}.`;
  const { streak } = lastRound.progress;
  const passed = streak === 0 ? '' : ` At the end it answered as expected ${times(streak)} in a row.`;
  return result === 'wrong-version'
    ? `The expected version did not answer ${needed} within ${formatDuration(timeoutMs)}${last}.${passed}`
    : `${what} did not answer as expected ${needed} within ${formatDuration(timeoutMs)}${last}.${passed}`;
}

export function nameIfSeveral({ target }: Pick<Attempt, 'target'>, { targets }: VerifySettings): string {
  return targets.length > 1 ? `${target.name}: ` : '';
}

/** What is verified: the only critical URL by its name, or how many there are. */
export function subject({ targets }: VerifySettings): string {
  const critical = targets.filter((target) => target.critical);
  const [first] = critical;
  if (first !== undefined && critical.length === 1) return first.name;
  const onlyUrls = critical.every(({ service }) => service === undefined);
  return `All ${critical.length} critical ${onlyUrls ? 'URLs' : 'URLs and services'}`;
}

function releaseWords({ targets }: VerifySettings): string {
  const versions = new Set(
    targets.flatMap(({ critical, expectVersion, versionFrom }) =>
      critical && expectVersion !== undefined && versionFrom !== undefined ? [shortVersion(expectVersion)] : [],
    ),
  );
  return versions.size === 0 ? '' : `, from version ${[...versions].join(' and ')}`;
}

/** `once`, `3 times` */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
