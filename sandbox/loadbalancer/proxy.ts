import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Member } from './group.ts';
import { bodyFraming, forwardedRequest, forwardedResponse } from './headers.ts';
import type { BodyFraming } from './headers.ts';
import type { Limits, RequestCount } from './messages.ts';
import { page, ruleAnswer } from './own-answers.ts';
import type { OwnAnswer } from './own-answers.ts';
import type { RouteTable } from './route-table.ts';
import type { Stats } from './stats.ts';
import { tunnel } from './tunnel.ts';
import type { UpgradeAnswer, UpgradeRequest } from './tunnel.ts';

export interface ProxyContext {
  /** Of the listener. */
  readonly port: number;
  readonly table: RouteTable;
  readonly limits: Limits;
  readonly stats: Stats;
  /** A target of the group; undefined when it has none. */
  readonly choose: (groupId: string) => Member | undefined;
}

export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** When the request asks for a WebSocket: what becomes of the connection if the target agrees. */
  readonly upgrade?: UpgradeRequest;
}

/** Where a request went, as far as it came. */
type Destination = Pick<RequestCount, 'groupId' | 'targetId'>;

/** Why a request on a target was given up by the load balancer itself. */
class TargetTimeout extends Error {
  override readonly name = 'TargetTimeout';
}

/** Sending them twice does what sending them once does (RFC 9110, section 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** What a peer that closed its end looks like. */
const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** Carries one request to a target and its response back, both as streams. */
export class Exchange {
  readonly #context: ProxyContext;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #upgrade: UpgradeRequest | undefined;
  readonly #body: BodyFraming;
  #upstream: ClientRequest | undefined;
  #clientGone = false;

  constructor(context: ProxyContext, { request, response, upgrade }: Incoming) {
    this.#context = context;
    this.#request = request;
    this.#response = response;
    this.#upgrade = upgrade;
    this.#body = bodyFraming(request.rawHeaders);
    response.on('close', () => {
      if (response.writableFinished) return;
      this.#clientGone = true;
      this.#upstream?.destroy();
    });
  }

  /**
   * A target may close an idle connection in the very moment it is reused. A request that can be sent again is then sent
   * again on a fresh connection; one that cannot (it has a body, or is not idempotent) never uses an old connection.
   */
  run(): void {
    this.#attempt(!this.#repeatable() || this.#upgrade !== undefined);
  }

  #repeatable(): boolean {
    return this.#body === 'none' && IDEMPOTENT.has(this.#request.method ?? '');
  }

  #attempt(fresh: boolean): void {
    const { table, port, choose } = this.#context;
    const decision = table.decide(this.#request);
    if (decision.kind !== 'forward') {
      this.#answer(ruleAnswer(decision, this.#request, port), {});
      return;
    }
    const { groupId } = decision;
    const member = groupId === undefined ? undefined : choose(groupId);
    if (member) this.#forward(member, fresh);
    else this.#refuse(503, groupId === undefined ? {} : { groupId });
  }

  #forward(member: Member, fresh: boolean): void {
    const upstream = this.#open(member, fresh);
    this.#upstream = upstream;
    this.#limitWaiting(upstream);
    let answered = false;
    upstream.on('response', (response) => {
      answered = true;
      this.#relay(member, response);
    });
    upstream.on('upgrade', (response, socket, head) => {
      this.#switch(member, { response, socket, head });
    });
    upstream.on('error', (error) => {
      // After the first byte the response's own stream tells of the failure.
      if (!answered) this.#failed(member, error, upstream.reusedSocket);
    });
    if (this.#body === 'none') upstream.end();
    else this.#request.pipe(upstream);
  }

  #open(member: Member, fresh: boolean): ClientRequest {
    const { rawHeaders, socket, method, url } = this.#request;
    const headers = forwardedRequest(rawHeaders, {
      clientAddress: socket.remoteAddress ?? '127.0.0.1',
      port: this.#context.port,
      targetHost: `127.0.0.1:${member.target.hostPort}`,
      body: this.#body,
      ...(this.#upgrade === undefined ? {} : { upgrade: 'websocket' }),
    });
    return member.connections.open({ method: method ?? 'GET', path: url ?? '/', headers, fresh });
  }

  #limitWaiting(upstream: ClientRequest): void {
    const { connectTimeoutMs, idleTimeoutMs } = this.#context.limits;
    const connecting = setTimeout(() => {
      upstream.destroy(new TargetTimeout('no connection to the target'));
    }, connectTimeoutMs);
    const connected = (): void => {
      clearTimeout(connecting);
    };
    upstream.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
    upstream.on('close', connected);
    upstream.setTimeout(idleTimeoutMs, () => {
      upstream.destroy(new TargetTimeout('the target is silent'));
    });
  }

  #relay(member: Member, upstream: IncomingMessage): void {
    const status = upstream.statusCode ?? 502;
    this.#count(status, 'target', destinationOf(member));
    this.#response.writeHead(status, upstream.statusMessage ?? '', [...forwardedResponse(upstream.rawHeaders)]);
    // The status may be all there is for a long while (server-sent events).
    this.#response.flushHeaders();
    upstream.on('error', () => {
      if (!this.#clientGone) this.#context.stats.truncated();
      this.#response.destroy();
    });
    // A client that leaves is seen at its response, in the constructor. `stream.pipeline` would be a third more work.
    upstream.pipe(this.#response);
  }

  #switch(member: Member, answer: UpgradeAnswer): void {
    if (!this.#upgrade) {
      // A target that changes the protocol unasked is broken.
      answer.socket.destroy();
      this.#refuse(502, destinationOf(member));
      return;
    }
    this.#count(101, 'target', destinationOf(member));
    member.connections.keep(answer.socket);
    tunnel(this.#upgrade, answer);
  }

  #failed(member: Member, error: Error, reused: boolean): void {
    if (this.#clientGone) {
      this.#count(460, 'balancer', destinationOf(member));
      return;
    }
    if (reused && this.#repeatable() && 'code' in error && CLOSED.has(String(error.code))) {
      this.#context.stats.retried();
      this.#attempt(true);
      return;
    }
    this.#refuse(error instanceof TargetTimeout ? 504 : 502, destinationOf(member));
  }

  #refuse(status: 502 | 503 | 504, destination: Destination): void {
    // The rest of the body is not read any more.
    if (this.#body !== 'none') this.#response.setHeader('connection', 'close');
    this.#answer(page(status), destination);
  }

  #answer({ status, headers, body }: OwnAnswer, destination: Destination): void {
    this.#count(status, 'balancer', destination);
    this.#response.writeHead(status, {
      server: 'awselb/2.0',
      ...headers,
      'content-length': Buffer.byteLength(body),
    });
    this.#response.end(body);
  }

  #count(status: number, from: 'target' | 'balancer', destination: Destination): void {
    this.#context.stats.answered({ port: this.#context.port, from, status, ...destination });
  }
}

function destinationOf({ groupId, target }: Member): Destination {
  return { groupId, targetId: target.targetId };
}
