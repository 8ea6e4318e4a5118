import { formatDuration } from '#shared/text/duration';
import { neutraliseLine } from '#shared/text/neutralise';
import { shortVersion } from '#shared/http/version';
import { statusWord } from '#shared/http/probe-result';
import type { Attempt } from './history.ts';
import type { HealthVerifyInputs } from './inputs.ts';
import type { InsideRun } from './service/inside.ts';
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
  {
    inputs,
    lastMiss,
    inside,
  }: {
    readonly inputs: HealthVerifyInputs;
    readonly lastMiss: Attempt | undefined;
    readonly inside?: InsideRun | undefined;
  },
): string {
  if (inside?.passed === false) {
    return `${subject(inputs)} was as expected from outside, but the probe from inside failed ${times(inside.attempts)}: ${inside.reason ?? ''}.`;
  }
  const what = subject(inputs);
  const { successThreshold, stableForMs, timeoutMs } = inputs.rules;
  const needed = `${times(successThreshold)} in a row`;
  if (result === 'healthy') {
    const stable = stableForMs === 0 ? '' : ` and stayed so for ${formatDuration(stableForMs)}`;
    const probed = inside === undefined ? '' : ' The probe from inside passed.';
    return `${what} answered as expected ${needed}${releaseWords(inputs)}${stable}.${probed}`;
  }
  const last = lastMiss === undefined ? '' : `: ${nameIfSeveral(lastMiss, inputs)}${describeAttempt(lastMiss)}`;
  const slow = lastRound.slow
    .filter(({ target }) => target.critical)
    .map(({ target, reason }) => `${nameIfSeveral({ target }, inputs)}${reason}`);
  if (lastRound.progress.tooSlow)
    return `${what} answered as expected ${times(lastRound.progress.streak)} in a row, but too slowly within ${formatDuration(timeoutMs)}: ${slow.join('; ')}.`;
  if (durationMs < timeoutMs) return `${what} cannot become healthy by waiting${last}.`;
  const { streak } = lastRound.progress;
  const passed = streak === 0 ? '' : ` At the end it answered as expected ${times(streak)} in a row.`;
  return result === 'wrong-version'
    ? `The expected version did not answer ${needed} within ${formatDuration(timeoutMs)}${last}.${passed}`
    : `${what} did not answer as expected ${needed} within ${formatDuration(timeoutMs)}${last}.${passed}`;
}

/** What the user can do about it; undefined when the sentence says it all. */
export function hintFor(attempt: Attempt | undefined): string | undefined {
  if (attempt === undefined) return undefined;
  const { result, target, verdict } = attempt;
  if (target.service !== undefined) return serviceHint(attempt);
  if (result.kind === 'failed')
    return result.failure === 'plain-http' ? plainHint(target.url) : FAILURE_HINTS[result.failure];
  if (verdict.kind === 'other-version')
    return verdict.version === undefined
      ? 'Check that version-from names the place where the new release says its version.'
      : 'Another release answers at this URL. Check that the deployment finished, that the URL leads to the service that was deployed, and that no cache stands in between.';
  if (typeof result.status !== 'number') return CONDITION_HINTS[result.status.word];
  const { status } = result;
  if (status === 401 || status === 403)
    return 'Give credentials (bearer-token, basic-auth, aws-sigv4 or headers), or verify a URL that needs none. If the status can heal, take it out of fail-on.';
  if (status >= 300 && status < 400 && target.maxRedirects === 0)
    return 'Redirects are not followed, because a redirect to a login page is no sign of health. Give the final URL, or set follow-redirects: true.';
  return undefined;
}

const CONDITION_HINTS: Readonly<Record<string, string>> = {
  UNIMPLEMENTED:
    'Register the health service (grpc.health.v1.Health) at the server, or check only that its port opens: tcp://.',
  NOT_FOUND: 'Check the name of the service in the path of the URL; without one the server as a whole is asked.',
  UNAUTHENTICATED: 'Give credentials (bearer-token, basic-auth or headers).',
  PERMISSION_DENIED: 'Give credentials that may call the health service (bearer-token, basic-auth or headers).',
};

const PLAIN: Readonly<Record<string, string>> = { 'wss:': 'ws', 'tls:': 'tcp', 'grpcs:': 'grpc' };

function plainHint({ protocol }: URL): string {
  return protocol === 'https:'
    ? 'Write http:// instead of https://, or give the port that speaks HTTPS.'
    : `Write ${PLAIN[protocol] ?? 'http'}:// instead of ${protocol}//, or give the port that speaks TLS.`;
}

function serviceHint({ result, verdict }: Attempt): string | undefined {
  if (result.kind === 'failed') return 'AWS limits calls for each account and region. Run fewer jobs at a time.';
  return verdict.kind === 'other-version'
    ? 'Check that the deployment was begun and has not been rolled back: the service events in the ECS console tell.'
    : undefined;
}

const FAILURE_HINTS: Readonly<Record<string, string>> = {
  'unknown-host':
    'Check the host name, and that this runner can resolve it: a private zone is not visible to GitHub-hosted runners.',
  dns: 'Check the name servers that this runner asks.',
  refused: 'Nothing listens at this address, or not yet. Check the port, and that the service started.',
  unreachable:
    'Check that this runner can reach the network of the service: private addresses need a self-hosted runner.',
  timeout:
    'Check security groups and that this runner can reach the service; a slow service needs a longer request-timeout.',
  certificate:
    'Check the certificate and its name. Give the authority of a private one in ca, and its name in server-name.',
  tls: 'Check that the server speaks TLS 1.2 or newer at this port, which server name it expects (server-name), and whether it asks for a certificate (client-certificate).',
  proxy:
    'Check HTTPS_PROXY and HTTP_PROXY, and that the proxy may reach the service; a host in NO_PROXY is reached without it.',
  credentials: 'Check the AWS credentials of this job, or role-to-assume, and the region of aws-sigv4.',
};

export function nameIfSeveral({ target }: Pick<Attempt, 'target'>, { targets }: HealthVerifyInputs): string {
  return targets.length > 1 ? `${target.name}: ` : '';
}

function subject({ targets }: HealthVerifyInputs): string {
  const critical = targets.filter((target) => target.critical);
  const [first] = critical;
  if (first !== undefined && critical.length === 1) return first.name;
  const onlyUrls = critical.every(({ service }) => service === undefined);
  return `All ${critical.length} critical ${onlyUrls ? 'URLs' : 'URLs and services'}`;
}

function releaseWords({ targets }: HealthVerifyInputs): string {
  const versions = new Set(
    targets.flatMap(({ critical, expectVersion, versionFrom }) =>
      critical && expectVersion !== undefined && versionFrom !== undefined ? [shortVersion(expectVersion)] : [],
    ),
  );
  return versions.size === 0 ? '' : `, from version ${[...versions].join(' and ')}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
