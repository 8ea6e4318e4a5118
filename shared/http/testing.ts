import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from '@jest/globals';
import { DEFAULT_CONNECTION } from './connection.ts';
import type { ProbeOptions, ProbeRequest } from './probe-request.ts';
import { probe } from './probe.ts';
import type { ProbeResult } from './probe-result.ts';

const closers: (() => Promise<void>)[] = [];
/** Ends all servers; for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

/** Starts a server on a free port and gives the port. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port; // a TCP server's address
}

/** An HTTP server's URL. */
export async function http(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createHttpServer(listener))}`;
}

/** A server that answers whatever arrives with these bytes, and then does as `after` says. */
export async function raw(bytes: string, after: 'end' | 'reset' | 'hold'): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (after === 'end') socket.end();
        if (after === 'reset') setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

type AskOptions = Partial<Omit<ProbeRequest, 'url'>> & Partial<ProbeOptions>;

export const PLAIN_GET: Omit<ProbeRequest, 'url'> = {
  method: 'GET',
  headers: {},
  body: undefined,
  auth: undefined,
  connection: DEFAULT_CONNECTION,
  timeoutMs: 5_000,
  maxRedirects: 0,
};

/** Probes `url`; what is not given are a GET's defaults. */
export async function ask(url: string, options: AskOptions = {}): Promise<ProbeResult> {
  const { env = {}, sign, signal = new AbortController().signal, ...request } = options;
  return probe({ ...PLAIN_GET, url: new URL(url), ...request }, { env, sign, signal });
}

/** What a failed probe looks like. */
export const failed = (failure: string, message: RegExp): object => ({
  kind: 'failed',
  failure,
  message: expect.stringMatching(message),
});
