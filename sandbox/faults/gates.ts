import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import type { PortAnswer } from './task-faults.ts';

/** How a port answers at this moment: as the container does, or as the fault wants it. */
export type GateState = 'through' | PortAnswer;

/** Puts a port in front of a container's port, to answer in its place. */
export interface Gates {
  /** @param state asked for every request anew */
  open(hostPort: number, state: () => GateState): Promise<Gate>;
}

export interface Gate {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** Gates that really listen and carry HTTP/1.1. */
export const httpGates: Gates = {
  open: async (hostPort, state) => {
    const server = createServer((request, response) => {
      const now = state();
      if (now === 'through') forward(hostPort, request, response);
      else if (now === 'reset') request.socket.resetAndDestroy();
      else response.writeHead(503, { 'content-length': 0 }).end();
    });
    const port = await listenOnLoopback(server, 0);
    return { port, close: () => shutDown(server) };
  },
};

/** They are about one connection, and the two sides of a gate have one each. */
const hopByHop: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function forward(port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path } = request;
  const headers = passedOn(request.headers);
  const upstream = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  // The container refused or broke the connection: the client sees the same.
  upstream.on('error', () => request.socket.resetAndDestroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
