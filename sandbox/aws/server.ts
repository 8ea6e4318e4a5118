import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import { authenticate } from './protocol/authentication.ts';
import type { Authenticator } from './protocol/authentication.ts';
import { readSigner } from './protocol/authorization.ts';
import { listenOnLoopback, readBody, shutDown } from './protocol/http.ts';
import { route } from './protocol/route.ts';
import type { Route } from './protocol/route.ts';
import type { Reply } from './protocol/wire.ts';
import { AwsError } from './service.ts';
import type { AwsService } from './service.ts';
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
  /** HTTP status answered. */
  readonly status: number;
  readonly errorCode?: string;
}

export interface AwsServer {
  readonly url: string;
  /** The latest calls, oldest first. */
  calls(): readonly CallRecord[];
  close(): Promise<void>;
}

/** One HTTP endpoint on 127.0.0.1 for all services, for `AWS_ENDPOINT_URL`. */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const calls: CallRecord[] = [];
  const record = (call: CallRecord): void => {
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
  const outcome = body.complete ? await attempt(asked, { options, request, requestId }) : { error: tooLarge() };
  const reply = 'error' in outcome ? asked.wire.failure(outcome.error, requestId) : outcome.reply;
  const call: CallRecord = {
    service: asked.service ?? 'unknown',
    operation: asked.operation,
    at,
    status: reply.status,
    ...('error' in outcome ? { errorCode: outcome.error.code } : {}),
  };
  if ('fault' in outcome) (options.onFault ?? printFault)(outcome.fault, call);
  record(call);
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': Buffer.byteLength(reply.body),
    'x-amzn-requestid': requestId,
    ...reply.headers,
  });
  response.end(reply.body);
}

type Outcome =
  { readonly reply: Reply; readonly fault?: unknown } | { readonly error: AwsError; readonly fault?: unknown };

interface Attempt {
  readonly options: AwsServerOptions;
  readonly request: IncomingMessage;
  readonly requestId: string;
}

async function attempt(asked: Route, { options, request, requestId }: Attempt): Promise<Outcome> {
  if (!asked.found) return { error: asked.error };
  try {
    const signer = readSigner(request.headers);
    authenticate({ kind: asked.kind, operation: asked.operation, signer }, options.authenticator);
    const input = asked.decode();
    options.validator?.checkInput(asked, input);
    const output = await asked.run(input, { requestId, accessKeyId: signer?.accessKeyId });
    const reply = asked.wire.success(asked.operation, output, requestId);
    const [violation] = options.validator?.violations(asked, output) ?? [];
    return violation === undefined ? { reply } : { reply, fault: new Error(`the answer is not AWS's: ${violation}`) };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    const message = error instanceof Error ? error.message : String(error);
    return { error: new AwsError('InternalFailure', `The sandbox failed: ${message}`, 500), fault: error };
  }
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLarge', 'Request body is too large.', 413);
}

function printFault(error: unknown, call: CallRecord): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sandbox: ${call.service} ${call.operation} failed: ${detail}\n`);
}
