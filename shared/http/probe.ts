import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { attemptWithin, type Attempt } from './attempt.ts';
import { readBody } from './body.ts';
import { ProbeError } from './probe-failure.ts';
import type { HttpProbe, ProbeOptions, ProbeRequest } from './probe-request.ts';
import type { Told } from './probe-result.ts';
import { redirected } from './redirect.ts';

/** Bytes of a decoded body that are read; a health answer is far smaller. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Asks once, over a connection of its own: a kept-alive one would stay on the target the load balancer chose first and
 * never see the others.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
export const probe: HttpProbe = (request, options) =>
  attemptWithin(request, options, (attempt) => follow(request, attempt));

async function follow(request: ProbeRequest, attempt: Attempt): Promise<Told<number>> {
  let current = request;
  for (let left = request.maxRedirects; ; left -= 1) {
    const answer = await askOnce(current, attempt);
    const next = request.maxRedirects > 0 ? redirected(current, answer) : undefined;
    if (next === undefined) return answer;
    if (left === 0) throw new ProbeError('redirect', `more than ${request.maxRedirects} redirects`);
    current = next;
  }
}

async function askOnce(request: ProbeRequest, attempt: Attempt): Promise<Told<number>> {
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
