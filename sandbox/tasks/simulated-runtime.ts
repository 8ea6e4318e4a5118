import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credentials } from '../registry/policy.ts';
import { pulledFromRegistry, requireReference, wantedPlatform } from './registry-pull.ts';
import { createRegistryClient } from './registry-client.ts';
import type {
  ContainerExit,
  ContainerSpec,
  PulledImage,
  PullRequest,
  RunningContainer,
  TaskRuntime,
} from './runtime.ts';

export interface SimulatedRuntimeOptions {
  /** Images of this registry must be there, for the platform, and have their real digest. Default: none is looked for. */
  readonly registry?: {
    /** `localhost:PORT`. */
    readonly host: string;
    /** Login to it, asked for before every request. */
    readonly credentials: () => Credentials;
  };
}

/** How long an idle connection is kept: longer than any load balancer does, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000;
const SIGTERM_EXIT: ContainerExit = { exitCode: 143, outOfMemory: false };

/** Names under which builds hand the commit to a container, the most telling first. */
const COMMIT_NAMES = ['COMMIT_SHA', 'GIT_SHA', 'GIT_COMMIT', 'GITHUB_SHA', 'SHA'];

/**
 * Stands in for containers without running a program: each container port answers 200 on every path, in this process,
 * with the task definition and the commit its environment names. For hundreds of tasks at once.
 */
export function createSimulatedRuntime(options: SimulatedRuntimeOptions = {}): TaskRuntime {
  const running = new Set<RunningContainer>();
  return {
    kind: 'simulated',
    pull: (request) => pull(request, options.registry),
    start: async (spec) => {
      const container = await start(spec);
      running.add(container);
      void container.exited.then(() => running.delete(container));
      return container;
    },
    close: async () => {
      await Promise.all([...running].map((container) => container.stop(0)));
    },
  };
}

async function pull(request: PullRequest, registry: SimulatedRuntimeOptions['registry']): Promise<PulledImage> {
  const reference = requireReference(request.image);
  if (registry?.host !== reference.host) return { digest: reference.digest ?? madeUpDigest(request.image) };
  const client = createRegistryClient(registry.host, registry.credentials);
  const { digest } = await pulledFromRegistry(request, () => client.image(reference, wantedPlatform(request)));
  return { digest };
}

/** The same for the same reference, as if a tag never moved. */
function madeUpDigest(image: string): string {
  return `sha256:${createHash('sha256').update(image).digest('hex')}`;
}

async function start(spec: ContainerSpec): Promise<RunningContainer> {
  const answer = responder(spec);
  const servers = await Promise.all(spec.containerPorts.map(async (port) => [port, await listen(answer)] as const));
  const ended = Promise.withResolvers<ContainerExit>();
  let stopping: Promise<unknown> | undefined;
  spec.onOutput(`${spec.name} of ${spec.origin.taskDefinition} started`);
  return {
    hostPorts: new Map(servers.map(([port, server]) => [port, portOf(server)])),
    exited: ended.promise,
    // Whatever a health check asks of a container that runs, the answer is yes.
    execute: () => Promise.resolve({ exitCode: stopping ? 137 : 0 }),
    stop: async (graceMs) => {
      stopping ??= Promise.all(servers.map(([, server]) => end(server, graceMs))).then(() => {
        spec.onOutput(`${spec.name} of ${spec.origin.taskDefinition} stopped`);
        ended.resolve(SIGTERM_EXIT);
      });
      await stopping;
      return ended.promise;
    },
  };
}

function responder({ origin, environment }: ContainerSpec): RequestListener {
  const sha = COMMIT_NAMES.map((name) => environment[name]).find((value) => value !== undefined);
  const body = JSON.stringify({ taskDefinition: origin.taskDefinition, ...(sha === undefined ? {} : { sha }) });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'keep-alive',
  };
  return (request, response) => {
    request.resume();
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
  };
}

async function listen(answer: RequestListener): Promise<Server> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  // A server that listens on TCP has no other kind of address.
  return (server.address() as AddressInfo).port;
}

/** Ends idle connections at once, and those with a request under way when it is answered or the time is up. */
async function end(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}
