import type { ServerResponse } from 'node:http';
import type { Reply } from './wire.ts';

/** How an answer reaches its client. */
export type Delivery =
  | { readonly how: 'whole'; readonly reply: Reply }
  /** The connection ends in the middle of the body. */
  | { readonly how: 'half'; readonly reply: Reply }
  /** The connection is reset without an answer. */
  | { readonly how: 'reset' }
  /** The connection stays open without an answer. */
  | { readonly how: 'hang' };

export function deliver(response: ServerResponse, delivery: Delivery, requestId: string): void {
  if (delivery.how === 'hang') return;
  if (delivery.how === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { reply } = delivery;
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': body.length,
    'x-amzn-requestid': requestId,
    ...reply.headers,
  });
  if (delivery.how === 'whole') {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    response.destroy();
  });
}
