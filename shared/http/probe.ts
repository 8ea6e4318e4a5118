import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { formatDuration } from '#shared/text/duration';
import { readBody } from './body.ts';
import { describeFailure, ProbeError } from './probe-failure.ts';
import type { ProbeRequest } from './probe-request.ts';
import type { Answer, ProbeResult } from './probe-result.ts';
import { redirected } from './redirect.ts';

export interface ProbeOptions {
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export type Probe = (request: ProbeRequest, options: ProbeOptions) => Promise<ProbeResult>;

/** Bytes of a decoded body that are read; a health answer is far smaller. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Asks once, over a connection of its own: a kept-alive one would stay on the target the load balancer chose first and
 * never see the others.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
export const probe: Probe = async (request, { env, signal }) => {
  signal.throwIfAborted();
  const started = performance.now();
  const stop = new AbortController();
  const attempt: Attempt = { env, signal: stop.signal, phase: 'connecting', current: undefined };
  const onAbort = (): void => {
    stop.abort(signal.reason);
  };
  const timer = setTimeout(() => {
    stop.abort(
      new ProbeError('timeout', `no complete answer within ${formatDuration(request.timeoutMs)} (${attempt.phase})`),
    );
  }, request.timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  stop.signal.addEventListener('abort', () => attempt.current?.destroy(stop.signal.reason as Error), { once: true });
  try {
    const answer = await follow(request, attempt);
    return { ...answer, ms: Math.round(performance.now() - started) };
  } catch (error) {
    signal.throwIfAborted();
    const { failure, message } = describeFailure(stop.signal.aborted ? stop.signal.reason : error, hostOf(request.url));
    return { kind: 'failed', failure, message, ms: Math.round(performance.now() - started) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
};

interface Attempt {
  readonly env: ProbeOptions['env'];
  readonly signal: AbortSignal;
  phase: string;
  /** What is under way, to be ended when the time is up. */
  current: ClientRequest | undefined;
}

type AnswerWithoutTime = Omit<Answer, 'ms'>;

async function follow(request: ProbeRequest, attempt: Attempt): Promise<AnswerWithoutTime> {
  let current = request;
  for (let left = request.maxRedirects; ; left -= 1) {
    const answer = await askOnce(current, attempt);
    const next = request.maxRedirects > 0 ? redirected(current, answer) : undefined;
    if (next === undefined) return answer;
    if (left === 0) throw new ProbeError('redirect', `more than ${request.maxRedirects} redirects`);
    current = next;
  }
}

async function askOnce(request: ProbeRequest, attempt: Attempt): Promise<AnswerWithoutTime> {
  attempt.signal.throwIfAborted();
  const agent = freshAgent(request.url, attempt.env);
  const outgoing = send(request, agent);
  attempt.current = outgoing;
  try {
    const response = await responseOf(outgoing, attempt);
    attempt.phase = 'reading the body';
    const body = await readBody(response, MAX_BODY_BYTES);
    return {
      kind: 'answered',
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: body.text,
      truncated: body.truncated,
    };
  } finally {
    outgoing.destroy();
    agent.destroy();
  }
}

function freshAgent(url: URL, env: ProbeOptions['env']): HttpAgent | HttpsAgent {
  const options = { keepAlive: false, proxyEnv: env };
  return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}

function send({ url, method, headers, body }: ProbeRequest, agent: HttpAgent | HttpsAgent): ClientRequest {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const outgoing = request(url, {
    agent,
    method,
    headers: {
      accept: '*/*',
      // A cache in between must not answer for the release under test.
      'cache-control': 'no-cache',
      'user-agent': 'cicd-actions/health-verify',
      ...headers,
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    },
  });
  outgoing.end(body);
  return outgoing;
}

function responseOf(outgoing: ClientRequest, attempt: Attempt): Promise<IncomingMessage> {
  attempt.phase = 'connecting';
  outgoing.once('socket', (socket) => {
    socket.once('connect', () => (attempt.phase = 'waiting for the answer'));
  });
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
    outgoing.on('error', reject);
  });
}

function headersOf(response: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}
