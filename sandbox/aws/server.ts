import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { planRequest } from '#sandbox/faults/request-plan';
import type { RequestPlan } from '#sandbox/faults/request-plan';
import type { RequestFaults } from '#sandbox/faults/requests';
import type { SandboxClock } from '../clock.ts';
import { CallCounter } from './call-counts.ts';
import type { CallCount } from './call-counts.ts';
import { outcomeOf } from './outcome.ts';
import type { Judging, Outcome } from './outcome.ts';
import type { Authenticator } from './protocol/authentication.ts';
import { deliver } from './protocol/deliver.ts';
import { listenOnLoopback, readBody, shutDown } from './protocol/http.ts';
import { route } from './protocol/route.ts';
import type { Route } from './protocol/route.ts';
import type { AwsService } from './service.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { Validator } from './validator.ts';

/** Large enough for a part of an image layer in base64 (`UploadLayerPart`). */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Calls kept for {@link AwsServer.calls}; older ones are forgotten. */
const MAX_CALLS = 10_000;
/** Longer than any SDK keeps an idle connection, so that the server is not the one that closes it under a new request. */
const KEEP_ALIVE_MS = 120_000;

export interface AwsServerOptions {
  readonly services: readonly AwsService[];
  readonly clock: SandboxClock;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Knows expired temporary credentials; without it every signed call is let in. */
  readonly authenticator?: Authenticator;
  /** Without it, requests are checked by the operations alone. */
  readonly validator?: Validator;
  /** What goes wrong by order. */
  readonly faults?: RequestFaults;
  /** The limits ECS sets on how often it is asked. Without it, nobody is throttled. */
  readonly buckets?: TokenBuckets;
  readonly maxBodyBytes?: number;
  readonly onCall?: (call: CallRecord) => void;
  /** An operation threw something that is no {@link AwsError}: a defect of the sandbox. Default: to stderr. */
  readonly onFault?: (error: unknown, call: CallRecord) => void;
}

export interface CallRecord {
  readonly service: string;
  readonly operation: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** HTTP status answered; 0 when a fault left the request without an answer. */
  readonly status: number;
  readonly errorCode?: string;
}

export interface AwsServer {
  readonly url: string;
  /** The latest calls, oldest first. */
  calls(): readonly CallRecord[];
  /** How often each operation was called since the start, by `SERVICE.Operation`. */
  callCounts(): ReadonlyMap<string, CallCount>;
  close(): Promise<void>;
}

/** One HTTP endpoint on 127.0.0.1 for all services, for `AWS_ENDPOINT_URL`. */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const calls: CallRecord[] = [];
  const counter = new CallCounter();
  const record = (call: CallRecord): void => {
    counter.add(call);
    calls.push(call);
    if (calls.length > MAX_CALLS) calls.shift();
    options.onCall?.(call);
  };
  const server: Server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(options, record, { request, response }).catch((error: unknown) => {
      response.destroy();
      // A client that left in the middle of its request needs no answer; anything else is a defect.
      if (request.complete) throw error;
    });
  });
  const port = await listenOnLoopback(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => [...calls],
    callCounts: () => counter.all(),
    close: () => shutDown(server),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(
  options: AwsServerOptions,
  record: (call: CallRecord) => void,
  { request, response }: Exchange,
): Promise<void> {
  const requestId = randomUUID();
  const at = options.clock.now();
  const body = await readBody(request, options.maxBodyBytes ?? MAX_BODY_BYTES);
  const asked = route(options.services, { path: request.url ?? '/', headers: request.headers, body: body.bytes });
  const plan = planFor(asked, options, body.bytes);
  if (!(await waited(plan, options.clock, response))) return;
  const judging: Judging = { ...options, complete: body.complete, headers: request.headers, requestId, plan };
  const outcome = await outcomeOf(asked, judging);
  const call = recordOf(asked, at, outcome);
  if (outcome.defect !== undefined) (options.onFault ?? printFault)(outcome.defect, call);
  record(call);
  if (plan.skewMs !== undefined) response.setHeader('date', new Date(options.clock.now() + plan.skewMs).toUTCString());
  deliver(response, outcome.delivery, requestId);
}

function planFor(asked: Route, { faults, clock }: AwsServerOptions, bytes: Buffer): RequestPlan {
  if (!asked.found || faults === undefined) return planRequest([], clock);
  const { service, operation } = asked;
  const struck = faults.strike({ service, operation, body: () => bytes.toString('utf8') });
  return planRequest(struck, clock);
}

/** False when the client, or the server, gave the connection up meanwhile. */
async function waited({ waitMs }: RequestPlan, clock: SandboxClock, response: ServerResponse): Promise<boolean> {
  if (waitMs === 0) return true;
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
  };
  response.once('close', leave);
  try {
    await clock.sleep(waitMs, gone.signal);
    return true;
  } catch (error) {
    if (gone.signal.aborted) return false;
    throw error;
  } finally {
    response.off('close', leave);
  }
}

function recordOf(asked: Route, at: number, { delivery, errorCode }: Outcome): CallRecord {
  return {
    service: asked.service ?? 'unknown',
    operation: asked.operation,
    at,
    status: 'reply' in delivery ? delivery.reply.status : 0,
    ...(errorCode === undefined ? {} : { errorCode }),
  };
}

function printFault(error: unknown, call: CallRecord): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sandbox: ${call.service} ${call.operation} failed: ${detail}\n`);
}
