import type { Attempt } from '#shared/verify/history';

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
