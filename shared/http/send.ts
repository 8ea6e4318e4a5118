import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { errorMessage } from '#shared/action/errors';
import type { Attempt } from './attempt.ts';
import { authorization, type Sign } from './auth.ts';
import { connectDirectly, connectThrough, ofProxy, proxyOf } from './connection.ts';
import { ProbeError } from './probe-failure.ts';
import type { ProbeRequest } from './probe-request.ts';
import { proxyAuthorization } from './proxy.ts';

export interface Sent {
  readonly outgoing: ClientRequest;
  readonly socket: Socket;
  /** The proxy that the request was given to, to be sent on. */
  readonly proxy: URL | undefined;
}

type Headers = Readonly<Record<string, string>>;

/**
 * Sends a request over a connection of its own: a kept-alive one would stay on the target the load balancer chose
 * first and never see the others.
 * @throws {ProbeError} when it cannot be signed, or the proxy does not let it through
 */
export async function send(request: ProbeRequest, attempt: Attempt): Promise<Sent> {
  const { env, sign, signal } = attempt;
  const { body, method, url } = request;
  const headers = await authorized(request, sign);
  signal.throwIfAborted();
  const proxy = proxyOf(request, env);
  // A WebSocket needs a tunnel with TLS or without (RFC 6455, 4.1).
  const tunnelled = proxy !== undefined && url.protocol !== 'http:';
  const socket = tunnelled
    ? await connectThrough(proxy, request, { signal })
    : connectDirectly(proxy === undefined ? request : ofProxy(proxy));
  // A proxy that forwards is told the whole URL (RFC 9112, 3.2.2).
  const forwarded = proxy !== undefined && !tunnelled;
  const connected = (): void => {
    attempt.phase = 'waiting for the answer';
  };
  if (socket.connecting) socket.once('connect', connected);
  else connected();
  const outgoing = httpRequest({
    createConnection: () => socket,
    method,
    path: `${forwarded ? url.origin : ''}${url.pathname}${url.search}`,
    headers: forwarded ? { ...headers, ...proxyAuthorization(proxy) } : headers,
  });
  outgoing.end(body);
  return { outgoing, socket, proxy: forwarded ? proxy : undefined };
}

async function authorized(request: ProbeRequest, sign: Sign | undefined): Promise<Headers> {
  const { auth, url } = request;
  const headers = { ...headersOf(request), ...authorization(url, auth), ...lowerCase(request.headers) };
  if (auth?.kind !== 'sigv4') return headers;
  if (sign === undefined) throw new ProbeError('credentials', 'nobody is there to sign the request');
  try {
    return { ...headers, ...(await sign(auth, { ...request, headers })) };
  } catch (error) {
    throw new ProbeError('credentials', `the request could not be signed: ${errorMessage(error)}`);
  }
}

function headersOf({ body, url }: ProbeRequest): Headers {
  return {
    host: url.host,
    accept: '*/*',
    // A cache in between must not answer for the release under test.
    'cache-control': 'no-cache',
    'user-agent': 'cicd-actions/health-verify',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
}

function lowerCase(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The head of the answer. */
export function responseOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
    outgoing.on('error', reject);
  });
}
