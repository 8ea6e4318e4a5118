import {
  connect as connectHttp2,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Attempt } from '#shared/http/attempt';
import { hostOf, ProbeError } from '#shared/http/probe-failure';

export interface GrpcCall {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Framed. */
  readonly body: Buffer;
  /** Of the answer; what follows is not read. */
  readonly maxBytes: number;
}

export interface GrpcReply {
  readonly httpStatus: number;
  /** Headers and trailers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

/**
 * One call over a connection of HTTP/2 of its own, which is ended with it.
 * @throws {ProbeError} when no complete answer comes
 */
export async function call(socket: Socket, request: GrpcCall, attempt: Attempt): Promise<GrpcReply> {
  const scheme = request.url.protocol === 'grpcs:' ? 'https' : 'http';
  const session = connectHttp2(`${scheme}://${request.url.host}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  });
  attempt.current = session;
  attempt.phase = 'waiting for the answer';
  try {
    return await replyOf(session, request);
  } finally {
    session.destroy();
    socket.destroy();
  }
}

function replyOf(session: ClientHttp2Session, { url, headers, body, maxBytes }: GrpcCall): Promise<GrpcReply> {
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const stream = session.request({ ...headers, ':method': 'POST' });
    const failing = failureOf(session, { stream, host });
    session.on('error', (error: Error) => {
      reject(failing(error));
    });
    session.on('goaway', (code: number, lastStream: number) => {
      if (code !== constants.NGHTTP2_NO_ERROR || lastStream < (stream.id ?? 0))
        reject(new ProbeError('reset', `${host} is going away (GOAWAY, ${codeName(code)})`));
    });
    session.on('close', () => {
      reject(new ProbeError('reset', `${host} closed the connection before the answer was complete`));
    });
    gather(stream, { maxBytes, resolve, reject: (error) => reject(failing(error)) });
    stream.end(body);
  });
}

interface Gathering {
  readonly maxBytes: number;
  readonly resolve: (reply: GrpcReply) => void;
  readonly reject: (error: Error) => void;
}

function gather(stream: ClientHttp2Stream, { maxBytes, resolve, reject }: Gathering): void {
  const chunks: Buffer[] = [];
  let headers: IncomingHttpHeaders & IncomingHttpStatusHeader = {};
  let size = 0;
  const finish = (): void => {
    const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
    resolve({ httpStatus: headers[':status'] ?? 0, headers: textsOf(headers), bytes, truncated: size > maxBytes });
  };
  stream.on('response', (received) => {
    headers = received;
  });
  stream.on('trailers', (received: IncomingHttpHeaders) => {
    headers = { ...headers, ...received };
  });
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) finish();
  });
  stream.on('error', reject);
  // Not at the end of the data: a reset is told after it.
  stream.on('close', () => {
    if (headers[':status'] !== undefined && stream.rstCode === constants.NGHTTP2_NO_ERROR) finish();
    else reject(new Error('the stream ended without an answer'));
  });
}

/** Puts what HTTP/2 met into words. */
function failureOf(
  session: ClientHttp2Session,
  { stream, host }: { readonly stream: ClientHttp2Stream; readonly host: string },
): (error: Error) => Error {
  let spoken = false;
  session.once('remoteSettings', () => (spoken = true));
  return (error) => {
    const code = 'code' in error ? String(error.code) : '';
    if (code === 'ERR_HTTP2_ERROR' && !spoken)
      return new ProbeError(
        'protocol',
        `${host} does not speak HTTP/2${session.encrypted === true ? '' : ' without TLS'}`,
      );
    if (session.destroyed || session.socket.destroyed)
      return new ProbeError('reset', `${host} closed the connection before the answer was complete`);
    return new ProbeError('reset', `${host} reset the stream (${codeName(stream.rstCode)})`);
  };
}

/** Error codes of RFC 9113, section 7, by number. */
const ERROR_CODES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;

function codeName(code: number): string {
  return ERROR_CODES[code] ?? `code ${code}`;
}

function textsOf(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !name.startsWith(':')) texts[name] = Array.isArray(value) ? value.join(', ') : value;
  return texts;
}
