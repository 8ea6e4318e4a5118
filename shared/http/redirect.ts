import { isCredentialHeader } from './headers.ts';
import { ProbeError } from './probe-failure.ts';
import type { ProbeRequest } from './probe-request.ts';
import type { HttpAnswer } from './probe-result.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The request a redirect asks for; undefined when the answer is none. Credentials stay with the origin they were given
 * for, and the method changes as in browsers (Fetch standard, HTTP-redirect fetch, steps 11 to 14).
 * @throws {ProbeError} when it does not lead to http or https, or from https to http
 */
export function redirected(
  request: ProbeRequest,
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
): ProbeRequest | undefined {
  const location = headers['location'];
  if (!REDIRECTS.has(status) || location === undefined) return undefined;
  const url = URL.parse(location, request.url.href);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new ProbeError(
      'redirect',
      `status ${status} leads to "${location.slice(0, 100)}", which is no http or https URL`,
    );
  // Node and curl would go on. But what then answers has proved nothing to anyone, and usually the application behind a
  // load balancer has not heard that its users come by https.
  if (request.url.protocol === 'https:' && url.protocol === 'http:')
    throw new ProbeError('redirect', `status ${status} leads from https to plain http, ${shown(url)}`);
  const sameOrigin = url.origin === request.url.origin;
  if (sameOrigin) {
    url.username = request.url.username;
    url.password = request.url.password;
  } else {
    url.username = url.password = '';
  }
  const toGet =
    (status === 303 && request.method !== 'HEAD') || ((status === 301 || status === 302) && request.method === 'POST');
  return {
    ...request,
    url,
    ...(sameOrigin ? {} : forOther(request)),
    ...(toGet ? { method: 'GET', body: undefined } : {}),
  };
}

/** What another origin is sent: nothing that was meant for the first one. */
function forOther({ connection, headers }: ProbeRequest): Pick<ProbeRequest, 'auth' | 'connection' | 'headers'> {
  const tls = { ...connection.tls, serverName: undefined, client: undefined };
  return { auth: undefined, connection: { ...connection, tls }, headers: withoutCredentials(headers) };
}

function shown({ host, pathname }: URL): string {
  return `http://${host}${pathname}`.slice(0, 100);
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !isCredentialHeader(name) && name.toLowerCase() !== 'host'),
  );
}
