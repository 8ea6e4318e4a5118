import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';

/**
 * Binds on the loopback interface only.
 * @returns the port, the free one that was taken for port 0
 */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; the other cases of address() are pipes and closed servers.
  return (server.address() as AddressInfo).port;
}

/** Stops listening and ends every connection. */
export async function shutDown(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

export interface Body {
  readonly bytes: Buffer;
  /** False when the body was larger than the limit; `bytes` is its beginning then. */
  readonly complete: boolean;
}

/** Reads a whole request body, keeping at most `limit` bytes of it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // No encoding is set on the request, so that its chunks are buffers.
    const bytes = chunk as Buffer;
    if (size <= limit) chunks.push(bytes);
    size += bytes.length;
  }
  return { bytes: Buffer.concat(chunks), complete: size <= limit };
}
