import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';

/** A small HTTP server behind the load balancer, for tests. Its health is answered on `/health`. */
export interface TestTarget {
  readonly hostPort: number;
  readonly server: Server;
  /** What `/health` answers from now on: a status, or nothing at all. */
  health: number | 'silent';
  close(): Promise<void>;
}

export async function startTestTarget(listener: RequestListener): Promise<TestTarget> {
  const server = createServer((request, response) => {
    if (request.url !== '/health') {
      listener(request, response);
      return;
    }
    if (target.health === 'silent') return;
    response.writeHead(target.health);
    response.end();
  });
  // No hint to the client when idle connections will be closed: a target need not give one.
  server.keepAliveTimeout = 0;
  const hostPort = await listenOnLoopback(server, 0);
  const target: TestTarget = { hostPort, server, health: 200, close: () => shutDown(server) };
  return target;
}
