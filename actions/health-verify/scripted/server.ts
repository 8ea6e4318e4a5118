import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen } from '#shared/http/testing';
import type { Script } from './script.ts';

/** Starts the script's server and gives the URL to verify. */
export async function openScript({ plays, unasked = false, tls, scheme, host = '127.0.0.1' }: Script): Promise<string> {
  let connections = 0;
  const onConnection = (socket: Socket): void => {
    const play = plays[Math.min(connections, plays.length - 1)];
    connections += 1;
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    if (unasked) play?.(socket);
    socket.once('data', () => {
      if (!unasked) play?.(socket);
    });
    socket.on('data', () => undefined);
  };
  const server: Server =
    tls === undefined
      ? createServer({ allowHalfOpen: true }, onConnection)
      : createTlsServer(tls, onConnection).on('tlsClientError', () => undefined);
  const port = await listen(server, host === '[::1]' ? '::1' : '127.0.0.1');
  return `${scheme ?? (tls === undefined ? 'http' : 'https')}://${host}:${port}/health`;
}
