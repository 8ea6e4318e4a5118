import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistryError } from './errors.ts';
import type { Access } from './policy.ts';
import type { RegistryStore } from './store.ts';
import type { Uploads } from './uploads.ts';

/** One request to the registry, and what answering it needs. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** The `<name>` of the path. */
  readonly name: string;
  /** The last part of the path: a digest, a tag or an upload id. */
  readonly reference: string;
  readonly store: RegistryStore;
  readonly uploads: Uploads;
  /** @throws {RegistryError} `UNAUTHORIZED`, `DENIED` */
  authorize(action: Access['action'], repository: string): void;
}

export type Handler = (exchange: Exchange) => Promise<void> | void;

export function sendJson(
  response: ServerResponse,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length, ...headers }).end(text);
}

/** Answers in the error format of the specification. */
export function sendError(exchange: Pick<Exchange, 'request' | 'response'>, error: RegistryError): void {
  const { request, response } = exchange;
  if (response.headersSent) {
    response.destroy(error);
    return;
  }
  const body = JSON.stringify({ errors: [{ code: error.code, message: error.message }] });
  response.writeHead(error.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...(error.status === 401 ? { 'WWW-Authenticate': 'Basic realm="sandbox",service="ecr"' } : {}),
    // A body nobody will read must not be taken for the next request of the connection.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Reads a body that has to fit in memory. @throws {RegistryError} `SIZE_INVALID` */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // An IncomingMessage without an encoding yields Buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new RegistryError('SIZE_INVALID', `The body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
