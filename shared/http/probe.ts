import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { attemptWithin, type Attempt } from './attempt.ts';
import { readBody } from './body.ts';
import { certificateOf } from './certificate.ts';
import { ProbeError } from './probe-failure.ts';
import type { HttpProbe, ProbeRequest } from './probe-request.ts';
import type { Told } from './probe-result.ts';
import { redirected } from './redirect.ts';
import { answerOf, send } from './send.ts';
import { unreachable } from './tunnel.ts';

/** Bytes of a decoded body that are read; a health answer is far smaller. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Asks once.
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
  attempt.at = request.url;
  attempt.phase = 'connecting';
  const { outgoing, proxy, socket } = await send(request, attempt);
  attempt.current = outgoing;
  let whole = false;
  try {
    const told = await answerOf(outgoing, (response) => {
      attempt.phase = 'reading the body';
      return read(response, { socket, maxBytes: request.maxBodyBytes ?? MAX_BODY_BYTES });
    }).catch((error: unknown) => {
      throw proxy !== undefined && attempt.phase === 'connecting' ? unreachable(error, proxy) : error;
    });
    whole = !told.truncated;
    return told;
  } finally {
    // After a whole answer the connection, which nobody keeps, closes by itself.
    if (!whole) outgoing.destroy();
  }
}

async function read(
  response: IncomingMessage,
  { socket, maxBytes }: { readonly socket: Socket; readonly maxBytes: number },
): Promise<Told<number>> {
  const certificate = certificateOf(socket);
  const { text, truncated } = await readBody(response, maxBytes);
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    headers: headersOf(response),
    body: text,
    truncated,
    ...(certificate === undefined ? {} : { certificate }),
  };
}

/** By lower-case name; several of one name joined by commas. */
export function headersOf(response: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const { headers: sent } = response;
  for (const name of Object.keys(sent)) {
    const value = sent[name];
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
