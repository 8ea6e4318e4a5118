import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { errorMessage } from '#shared/action/errors';
import type { Attempt } from './attempt.ts';
import { authorization, type SigV4 } from './auth.ts';
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
  const { env } = attempt;
  const { body, method, url } = request;
  const headers = request.auth?.kind === 'sigv4' ? await signed(request, request.auth, attempt) : headersOf(request);
  const proxy = proxyOf(request, env);
  // A WebSocket needs a tunnel with TLS or without (RFC 6455, 4.1).
  const tunnelled = proxy !== undefined && url.protocol !== 'http:';
  const socket = tunnelled
    ? await connectThrough(proxy, request, { signal: attempt.signal })
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
    // As a list they are written at once, not kept and looked up by name first.
    headers: Object.entries(forwarded ? { ...headers, ...proxyAuthorization(proxy) } : headers).flat(),
  });
  outgoing.end(body);
  return { outgoing, socket, proxy: forwarded ? proxy : undefined };
}

async function signed(request: ProbeRequest, auth: SigV4, { sign, signal }: Attempt): Promise<Headers> {
  if (sign === undefined) throw new ProbeError('credentials', 'nobody is there to sign the request');
  const headers = headersOf(request);
  try {
    return { ...headers, ...(await sign(auth, { ...request, headers })) };
  } catch (error) {
    throw new ProbeError('credentials', `the request could not be signed: ${errorMessage(error)}`);
  } finally {
    // The time may have run out meanwhile: nobody would end a request that begins now.
    signal.throwIfAborted();
  }
}

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

function headersOf({ auth, body, headers, method, url }: ProbeRequest): Headers {
  // A server that expects a body is told that there is none (RFC 9110, 8.6).
  const length = body === undefined && !METHODS_WITH_BODY.has(method) ? undefined : Buffer.byteLength(body ?? '');
  return {
    host: url.host,
    accept: '*/*',
    // A cache in between must not answer for the release under test.
    'cache-control': 'no-cache',
    'user-agent': 'cicd-actions/health-verify',
    ...(length === undefined ? {} : { 'content-length': String(length) }),
    ...authorization(url, auth),
    ...lowerCase(headers),
  };
}

function lowerCase(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Far more than any server announces; without end they would fill the memory. */
const MAX_INTERIM_ANSWERS = 100;

/** What `read` makes of the answer. It is called at once: a body that has to wait for its reader is kept, and takes longer. */
export function answerOf<T>(outgoing: ClientRequest, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let answered = false;
    let failure: unknown;
    outgoing.once('response', (response) => {
      // From now on its reader decides: what comes after a whole answer does not matter.
      answered = true;
      read(response).then(resolve, (error: unknown) => reject((failure ?? error) as Error));
    });
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy();
      reject(new ProbeError('protocol', 'status 101 switches to another protocol, which was not asked for'));
    });
    let interim = 0;
    outgoing.on('information', () => {
      interim += 1;
      if (interim > MAX_INTERIM_ANSWERS)
        outgoing.destroy(
          new ProbeError('protocol', `more than ${MAX_INTERIM_ANSWERS} interim answers (1xx) and no end`),
        );
    });
    // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
    outgoing.on('error', (error) => {
      failure ??= error;
      if (!answered) reject(error);
    });
  });
}
