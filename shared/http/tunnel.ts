import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { portOf } from './address.ts';
import { describeFailure, hostOf, ProbeError } from './probe-failure.ts';
import { proxyAuthorization } from './proxy.ts';

export interface TunnelOptions {
  /** What the tunnel leads to. */
  readonly to: URL;
  /** Opens a connection to the proxy. */
  readonly connect: () => Socket;
  readonly signal: AbortSignal;
}

/**
 * Asks `proxy` for a tunnel (RFC 9110, 9.3.6) and gives its end. Node's own agents can do this too, but leave a socket
 * open, and with it the process, when a tunnel is given up half-way.
 * @throws {ProbeError} when the proxy cannot be reached or refuses; the signal's reason when it aborts
 */
export async function openTunnel(proxy: URL, { to, connect, signal }: TunnelOptions): Promise<Socket> {
  const authority = `${to.hostname}:${portOf(to)}`;
  const outgoing = httpRequest({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...proxyAuthorization(proxy) },
    createConnection: connect,
    signal,
  });
  return new Promise((resolve, reject) => {
    outgoing.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProbeError('proxy', `the proxy ${hostOf(proxy)} refuses ${authority}: status ${statusCode}`));
    });
    outgoing.once('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : unreachable(error, proxy));
    });
    outgoing.end();
  });
}

/** What went wrong on the way to the proxy, so that nobody takes it for the server's fault. */
export function unreachable(error: unknown, proxy: URL): ProbeError {
  const { message } = describeFailure(error, proxy);
  return new ProbeError('proxy', `the proxy cannot be used: ${message}`);
}
