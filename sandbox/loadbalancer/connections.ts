import { Agent, request as send } from 'node:http';
import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';

/** Idle connections a target may hold; more would only be closed by it. */
const MAX_IDLE = 64;

export interface Outgoing {
  readonly method: string;
  readonly path: string;
  /** Flat list of names and values. */
  readonly headers: readonly string[];
  /** Use a connection that carried no request before, and none after. */
  readonly fresh: boolean;
}

/** The connections to one target, and the requests on them. */
export class TargetConnections {
  readonly #hostPort: number;
  readonly #pool = new RetirableAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });
  readonly #single = new Agent({ keepAlive: false });
  readonly #inFlight = new Set<ClientRequest>();
  readonly #tunnels = new Set<Duplex>();

  constructor(hostPort: number) {
    this.#hostPort = hostPort;
  }

  /** Opens a request; the caller sends its body and handles its events. */
  open({ method, path, headers, fresh }: Outgoing): ClientRequest {
    const request = send({
      host: '127.0.0.1',
      port: this.#hostPort,
      method,
      path,
      headers,
      agent: fresh ? this.#single : this.#pool,
    });
    this.#inFlight.add(request);
    request.once('close', () => {
      this.#inFlight.delete(request);
    });
    return request;
  }

  /** A connection of this target's that changed its protocol: it is in flight until it closes. */
  keep(socket: Duplex): void {
    this.#tunnels.add(socket);
    socket.once('close', () => {
      this.#tunnels.delete(socket);
    });
  }

  /** Closes idle connections now and busy ones as they become idle. */
  retire(): void {
    this.#pool.retire();
  }

  /** Breaks off every request and every tunnel that still runs. */
  destroy(reason: Error): void {
    this.retire();
    for (const request of this.#inFlight) request.destroy(reason);
    for (const socket of this.#tunnels) socket.destroy();
  }
}

/** An agent that can stop keeping connections without touching those in use; `Agent.destroy` would cut them. */
class RetirableAgent extends Agent {
  #retired = false;

  retire(): void {
    this.#retired = true;
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  override keepSocketAlive(socket: Duplex): boolean {
    if (this.#retired) return false;
    // Node answers with a boolean, and documents it; its types say void.
    // eslint-disable-next-line @typescript-eslint/no-confusing-void-expression
    const keep: unknown = super.keepSocketAlive(socket);
    return keep === true;
  }
}
