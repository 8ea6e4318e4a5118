import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { forwardedResponse } from './headers.ts';

/** A client's connection that asks for another protocol than HTTP: WebSocket is the one ALB carries. */
export interface UpgradeRequest {
  readonly socket: Duplex;
  /** What the client sent after its request. */
  readonly head: Buffer;
}

/** What the target answered to it. */
export interface UpgradeAnswer {
  readonly response: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Other protocols (`h2c`) are not carried; such a request is served as if it had not asked. */
export function wantsTunnel({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Passes the target's 101 on, and everything after it in both directions until one side ends. */
export function tunnel(client: UpgradeRequest, target: UpgradeAnswer): void {
  const { statusMessage, rawHeaders, headers } = target.response;
  const fields = [...forwardedResponse(rawHeaders), 'connection', 'Upgrade', 'upgrade', headers.upgrade ?? 'websocket'];
  const lines = [`HTTP/1.1 101 ${statusMessage ?? 'Switching Protocols'}`];
  for (let index = 0; index + 1 < fields.length; index += 2) lines.push(`${fields[index]}: ${fields[index + 1]}`);
  client.socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  client.socket.write(target.head);
  target.socket.write(client.head);
  // Either side may leave at any time, politely or not: pipeline then breaks off the other one.
  pipeline(client.socket, target.socket, client.socket, () => undefined);
}
