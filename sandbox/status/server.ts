import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import type { AwsService } from '#sandbox/aws/service';
import { asker } from './ask.ts';
import { Broadcast } from './broadcast.ts';
import { lookAround } from './look.ts';
import type { Sight } from './look.ts';

export interface StatusOptions extends Omit<Sight, 'ask'> {
  readonly services: readonly AwsService[];
  /** 0 takes a free port. */
  readonly port?: number;
  /** Milliseconds of the wall clock between two looks while somebody watches. Default 500. */
  readonly interval?: number;
}

export interface StatusPage {
  readonly url: string;
  close(): Promise<void>;
}

const files = new Map([
  ['/', { name: 'page.html', type: 'text/html; charset=utf-8' }],
  ['/page.css', { name: 'page.css', type: 'text/css; charset=utf-8' }],
  ['/page.js', { name: 'page.js', type: 'text/javascript; charset=utf-8' }],
]);

/** The page runs nothing and loads nothing but its own two files. */
const guard = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/**
 * A page on 127.0.0.1 that shows what the sandbox is doing, live. It only reads.
 *
 * `GET /` is the page, `GET /snapshot.json` one look, `GET /live` a look for every change, as server-sent events.
 */
export async function startStatusPage(options: StatusOptions): Promise<StatusPage> {
  const sight: Sight = { ...options, ask: asker(options.services) };
  const broadcast = new Broadcast({ look: () => lookAround(sight), interval: options.interval ?? 500 });
  const server = createServer((request, response) => {
    answer({ request, response, broadcast, sight }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  const port = await listenOnLoopback(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      broadcast.close();
      await shutDown(server);
    },
  };
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly broadcast: Broadcast;
  readonly sight: Sight;
}

async function answer({ request, response, broadcast, sight }: Visit): Promise<void> {
  if (!isLocal(request.headers.host)) {
    refuse(response, { status: 403, text: 'This page answers to 127.0.0.1 and localhost only.' });
  } else if (request.method !== 'GET') {
    refuse(response, { status: 405, text: 'This page only reads.' });
  } else if (request.url === '/live') {
    broadcast.join(response);
  } else if (request.url === '/snapshot.json') {
    const snapshot = JSON.stringify(await lookAround(sight));
    response.writeHead(200, { ...guard, 'content-type': 'application/json; charset=utf-8' }).end(snapshot);
  } else {
    await sendFile(request.url ?? '/', response);
  }
}

/** A web page elsewhere may have its own name point here (DNS rebinding); the name it uses gives it away. */
function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const file = files.get(path);
  if (!file) {
    refuse(response, { status: 404, text: 'There is nothing here.' });
    return;
  }
  const content = await readFile(new URL(`page/${file.name}`, import.meta.url));
  response.writeHead(200, { ...guard, 'content-type': file.type }).end(content);
}

function refuse(response: ServerResponse, { status, text }: { readonly status: number; readonly text: string }): void {
  response.writeHead(status, { ...guard, 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
