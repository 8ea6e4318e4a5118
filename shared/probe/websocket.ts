import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Attempt, Reply } from '#shared/http/attempt';
import { readBody } from '#shared/http/body';
import { certificateOf } from '#shared/http/certificate';
import { headersOf, MAX_BODY_BYTES } from '#shared/http/probe';
import { hostOf, ProbeError } from '#shared/http/probe-failure';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Told } from '#shared/http/probe-result';
import { send } from '#shared/http/send';
import { closeFrame, handshakeProblem, newKey } from './websocket-handshake.ts';

/** How long the server may take to end the connection once it was asked to; the answer is known by then. */
const CLOSING_MS = 1_000;
/** What it may still send meanwhile. */
const CLOSING_BYTES = 1024 * 1024;

/**
 * Opens a WebSocket and closes it (RFC 6455). The answer is that of the opening handshake, 101 when it succeeded, and
 * so is its time: how the server closes is not judged.
 */
export async function probeWebSocket(request: ProbeRequest, attempt: Attempt): Promise<Reply<number>> {
  const key = newKey();
  const headers = { ...request.headers, ...handshakeHeaders(key) };
  attempt.phase = 'connecting';
  const { outgoing, socket } = await send({ ...request, method: 'GET', body: undefined, headers }, attempt);
  attempt.current = socket;
  // Stays for the life of the connection: once it is upgraded, nobody else hears its errors.
  socket.on('error', () => socket.destroy());
  try {
    const answer = await answerTo(outgoing);
    const certificate = certificateOf(socket);
    const secured = certificate === undefined ? {} : { certificate };
    if (answer.statusCode !== 101) return { ...(await refused(answer, attempt)), ...secured };
    const told = headersOf(answer);
    const problem = handshakeProblem(told, { key, offered: request.headers });
    if (problem !== undefined)
      throw new ProbeError('protocol', `${hostOf(request.url)} answers 101, but opens no WebSocket: ${problem}`);
    const ms = attempt.elapsed();
    await closed(socket);
    return { kind: 'answered', status: 101, headers: told, body: '', truncated: false, ...secured, ms };
  } finally {
    socket.destroy();
  }
}

function handshakeHeaders(key: string): Readonly<Record<string, string>> {
  return { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key };
}

/** The answer to the handshake, whether it upgrades or not. */
function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('upgrade', resolve);
    outgoing.once('response', resolve);
    outgoing.on('error', reject);
  });
}

async function refused(answer: IncomingMessage, attempt: Attempt): Promise<Told<number>> {
  attempt.phase = 'reading the body';
  const { text, truncated } = await readBody(answer, MAX_BODY_BYTES);
  return { kind: 'answered', status: answer.statusCode ?? 0, headers: headersOf(answer), body: text, truncated };
}

/** Says goodbye and lets the server end the connection, as it must (RFC 6455, section 7.1.1); not for long. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSING_MS);
    let received = 0;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > CLOSING_BYTES) socket.destroy();
    });
    socket.once('end', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.write(closeFrame());
  });
}
