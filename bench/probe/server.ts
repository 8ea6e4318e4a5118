/** A thread that answers health checks by http and https, so that answering takes nothing from who asks. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

export interface Ports {
  readonly http: number;
  readonly https: number;
}

const BODY = JSON.stringify({
  status: 'ok',
  sha: '9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d',
  checks: { db: { latencyMs: 3 } },
});

const answer: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(BODY) }).end(BODY);
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // a TCP server's address
}

const ports: Ports = {
  http: await listen(createHttpServer(answer)),
  https: await listen(createHttpsServer(workerData as Certificate, answer)), // as bench/probe.ts gives it
};
parentPort?.postMessage(ports);
