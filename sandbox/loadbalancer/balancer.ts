import { createServer, ServerResponse } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenOnLoopback } from '#sandbox/aws/protocol/http';
import { Group } from './group.ts';
import type { GroupContext } from './group.ts';
import type { Ask, LoadBalancerStats, Tell } from './messages.ts';
import { Exchange } from './proxy.ts';
import type { Incoming } from './proxy.ts';
import { RouteTable } from './route-table.ts';
import type { Routing } from './routing.ts';
import { Stats } from './stats.ts';
import { wantsTunnel } from './tunnel.ts';

/** ALB's limit on the header of a request. */
const MAX_HEADER_BYTES = 64 * 1024;
/** A listener that is deleted waits this long, on the wall clock, for the requests it carries. */
const UNLISTEN_GRACE_MS = 5000;

interface Listener {
  readonly server: Server;
  readonly table: RouteTable;
  /** Client connections that changed their protocol; the server does not know them any more. */
  readonly tunnels: Set<Duplex>;
}

/** Listeners and target groups of the load balancer process, driven by the parent's commands. */
export class Balancer {
  readonly #context: GroupContext;
  readonly #groups = new Map<string, Group>();
  readonly #listeners = new Map<number, Listener>();
  readonly #stats: Stats;

  constructor(context: GroupContext) {
    this.#context = context;
    this.#stats = new Stats(() => context.clock.now());
  }

  tell(command: Tell): void {
    switch (command.kind) {
      case 'configure': {
        const { settings } = command;
        const group = this.#groups.get(settings.groupId);
        if (group) group.configure(settings);
        else this.#groups.set(settings.groupId, new Group(settings, this.#context));
        return;
      }
      case 'remove-group':
        this.#group(command.groupId).close();
        this.#groups.delete(command.groupId);
        return;
      case 'register':
        this.#group(command.groupId).register(command.target, command.registration);
        return;
      case 'deregister':
        this.#group(command.groupId).deregister(command.targetId);
        return;
      case 'route':
        this.#listener(command.port).table.replace(command.routing);
        return;
      case 'reset-stats':
        this.#stats.reset();
        return;
    }
  }

  async ask(command: Ask): Promise<number | LoadBalancerStats | undefined> {
    switch (command.kind) {
      case 'listen':
        return await this.#listen(command.port, command.routing);
      case 'unlisten':
        await this.#unlisten(command.port);
        return undefined;
      case 'stats':
        return this.#stats.snapshot();
    }
  }

  async #listen(wanted: number, routing: Routing): Promise<number> {
    const { limits } = this.#context;
    const server = createServer({
      keepAliveTimeout: limits.idleTimeoutMs,
      requestTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
      shouldUpgradeCallback: wantsTunnel,
    });
    const listener: Listener = { server, table: new RouteTable(routing), tunnels: new Set() };
    let port = wanted;
    server.on('request', (request, response) => {
      // A listener that is being deleted takes no further request on a kept connection.
      if (!server.listening) response.setHeader('connection', 'close');
      this.#carry(port, listener, { request, response });
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head) => {
      const response = responseOn(request, socket);
      listener.tunnels.add(socket);
      socket.once('close', () => {
        listener.tunnels.delete(socket);
      });
      this.#carry(port, listener, { request, response, upgrade: { socket, head } });
    });
    port = await listenOnLoopback(server, wanted);
    this.#listeners.set(port, listener);
    return port;
  }

  #carry(port: number, { table }: Listener, incoming: Incoming): void {
    const { limits } = this.#context;
    const choose = (groupId: string): ReturnType<Group['choose']> => this.#groups.get(groupId)?.choose();
    new Exchange({ port, table, limits, stats: this.#stats, choose }, incoming).run();
  }

  async #unlisten(port: number): Promise<void> {
    const { server, tunnels } = this.#listener(port);
    this.#listeners.delete(port);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, UNLISTEN_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve(undefined);
    });
    // These would never end by themselves.
    for (const socket of tunnels) socket.destroy();
    await promise;
  }

  #listener(port: number): Listener {
    const listener = this.#listeners.get(port);
    if (!listener) throw new Error(`no listener on port ${port}`);
    return listener;
  }

  #group(groupId: string): Group {
    const group = this.#groups.get(groupId);
    if (!group) throw new Error(`no target group ${groupId}`);
    return group;
  }
}

/** Node makes no response for a request that asks for another protocol; most are answered in HTTP all the same. */
function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // A listener on TCP gives out nothing but a Socket, which is what Node's type asks for.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  response.assignSocket(socket as Socket);
  response.on('finish', () => socket.end());
  // A client that goes away is seen by 'close'; without a listener its reset would end the process.
  socket.on('error', () => undefined);
  return response;
}
