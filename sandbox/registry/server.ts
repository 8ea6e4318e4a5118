import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deleteUpload, getBlob, getUpload, patchUpload, postUpload, putUpload } from './blob-routes.ts';
import { RegistryError } from './errors.ts';
import type { Exchange, Handler } from './exchange.ts';
import { sendError, sendJson } from './exchange.ts';
import { getManifest, listReferrers, listTags, putManifest } from './manifest-routes.ts';
import type { RegistryPolicy } from './policy.ts';
import { parseBasic, parseSignedQuery } from './policy.ts';
import type { RegistryStore } from './store.ts';
import { openRegistryStore } from './store.ts';
import type { Uploads } from './uploads.ts';
import { createUploads } from './uploads.ts';

export interface RegistryOptions {
  /** Where everything is kept; a registry opened there again has it all. */
  readonly directory: string;
  readonly policy: RegistryPolicy;
  /** Epoch milliseconds, for push dates. */
  readonly clock: { now(): number };
  /** The AWS account, as ECR names it in its messages. */
  readonly registryId: string;
  /** Default: any free port. */
  readonly port?: number;
}

export interface Registry {
  /** `localhost:PORT`: engines speak plain HTTP to `localhost` without being told to. */
  readonly host: string;
  readonly store: RegistryStore;
  close(): Promise<void>;
}

/** An OCI distribution registry (specification 1.1) on 127.0.0.1. */
export async function startRegistry(options: RegistryOptions): Promise<Registry> {
  const { directory, policy, clock, registryId, port = 0 } = options;
  const store = openRegistryStore({ directory, registryId, now: () => clock.now() });
  const uploads = createUploads(store.blobs);
  const server = createServer((request, response) => {
    void answer({ request, response, store, uploads, policy });
  });
  // Layers may be large and the machine busy: no limit on how long one request takes.
  server.requestTimeout = 0;
  // Longer than clients keep an idle connection: a push must not meet one that is just being closed.
  server.keepAliveTimeout = 120_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object.
  const address = server.address() as AddressInfo;
  return {
    host: `localhost:${address.port}`,
    store,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await uploads.close();
    },
  };
}

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, { readonly action: 'pull' | 'push'; readonly handle: Handler }>>;
}

const pull = (handle: Handler) => ({ action: 'pull', handle }) as const;
const push = (handle: Handler) => ({ action: 'push', handle }) as const;

const ROUTES: readonly Route[] = [
  { path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/$/, methods: { POST: push(postUpload) } },
  {
    path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<reference>[^/]+)$/,
    methods: { GET: push(getUpload), PATCH: push(patchUpload), PUT: push(putUpload), DELETE: push(deleteUpload) },
  },
  { path: /^\/v2\/(?<name>.+)\/blobs\/(?<reference>[^/]+)$/, methods: { GET: pull(getBlob), HEAD: pull(getBlob) } },
  {
    path: /^\/v2\/(?<name>.+)\/manifests\/(?<reference>[^/]+)$/,
    methods: { GET: pull(getManifest), HEAD: pull(getManifest), PUT: push(putManifest) },
  },
  { path: /^\/v2\/(?<name>.+)\/tags\/list$/, methods: { GET: pull(listTags) } },
  { path: /^\/v2\/(?<name>.+)\/referrers\/(?<reference>[^/]+)$/, methods: { GET: pull(listReferrers) } },
];

interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly store: RegistryStore;
  readonly uploads: Uploads;
  readonly policy: RegistryPolicy;
}

async function answer(incoming: Incoming): Promise<void> {
  const { request, response } = incoming;
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  try {
    await route(incoming);
  } catch (error) {
    if (error instanceof RegistryError) sendError(incoming, error);
    // The client has gone away, or the disk failed: nothing can be said any more.
    else if (response.headersSent || request.destroyed) response.destroy();
    else response.writeHead(500, { Connection: 'close' }).end(String(error));
  }
}

async function route({ request, response, store, uploads, policy }: Incoming): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const signed = request.method === 'GET' ? parseSignedQuery(url.searchParams) : undefined;
  const credentials = parseBasic(request.headers.authorization) ?? signed;
  if (url.pathname === '/v2/' || url.pathname === '/v2') {
    policy.check({ action: 'pull', repository: undefined, credentials });
    sendJson(response, {});
    return;
  }
  const { found, groups } = findRoute(url.pathname);
  const method = found.methods[request.method ?? ''];
  const { name = '', reference = '' } = groups;
  if (!method) throw new RegistryError('UNSUPPORTED', `${request.method ?? ''} is not supported here`);
  const exchange: Exchange = {
    request,
    response,
    query: url.searchParams,
    name,
    reference,
    store,
    uploads,
    authorize: (action, repository) => {
      policy.check({ action, repository, credentials });
    },
  };
  exchange.authorize(method.action, name);
  await method.handle(exchange);
}

function findRoute(path: string) {
  for (const found of ROUTES) {
    const match = found.path.exec(path);
    if (match) return { found, groups: match.groups ?? {} };
  }
  throw new RegistryError('NAME_UNKNOWN', `No such path: ${path}`);
}
