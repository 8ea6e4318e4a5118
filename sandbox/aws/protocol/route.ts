import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../service.ts';
import type { AwsService, JsonObject, ManyProtocols, Operation, QueryProtocol } from '../service.ts';
import { cborWire, decodeCbor } from './cbor.ts';
import { decodeJson, json10Wire, jsonWire } from './json.ts';
import { decodeQuery, queryWire } from './query.ts';
import { isoTime, wordTimestamps } from './timestamps.ts';
import type { Wire } from './wire.ts';

/** What one request asks for, before anything of it is decoded or checked. */
export type Route = KnownRoute | UnknownRoute;

export interface KnownRoute {
  readonly found: true;
  /** How errors are named: RPC over CBOR names them as JSON does. */
  readonly kind: 'json' | 'query';
  readonly service: string;
  readonly operation: string;
  readonly wire: Wire;
  readonly run: Operation;
  /** @throws {AwsError} when the body is not what the protocol wants */
  readonly decode: () => JsonObject;
}

export interface UnknownRoute {
  readonly found: false;
  readonly service: string | undefined;
  readonly operation: string;
  readonly wire: Wire;
  readonly error: AwsError;
}

/** One request, before it is known whose it is. */
export interface Incoming {
  /** With its query string, if any. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Finds service and operation: by the path for CBOR, by `x-amz-target` for JSON, by `Action` and `Version` for Query. */
export function route(services: readonly AwsService[], { path, headers, body }: Incoming): Route {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cborRoute(services, path, body);
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return jsonRoute(services, target, body.toString('utf8'));
  return queryRoute(services, new URLSearchParams(body.toString('utf8')));
}

function cborRoute(services: readonly AwsService[], path: string, body: Buffer): Route {
  const [, prefix = '', operation = ''] = /\/service\/([^/]+)\/operation\/([^/?]+)/.exec(path) ?? [];
  const service = services.find(({ protocol }) => protocol.kind === 'many' && protocol.targetPrefix === prefix);
  const run = service && operationOf(service, operation);
  const wire = cborWire(service?.protocol.kind === 'many' ? service.protocol.timestamps : new Set());
  if (!service || !run) {
    const error = new AwsError('UnknownOperationException', `The sandbox does not know the operation ${path}.`);
    return { found: false, service: service?.name, operation, wire, error };
  }
  return { found: true, kind: 'json', service: service.name, operation, wire, run, decode: () => decodeCbor(body) };
}

function jsonRoute(services: readonly AwsService[], target: string, body: string): Route {
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(dot, 0));
  const operation = target.slice(dot + 1);
  const service = services.find(({ protocol }) => protocol.kind !== 'query' && protocol.targetPrefix === prefix);
  const run = service && operationOf(service, operation);
  const wire = service?.protocol.kind === 'many' ? json10Wire : jsonWire;
  if (!service || !run) {
    const error = new AwsError('UnknownOperationException', `The sandbox does not know the operation ${target}.`);
    return { found: false, service: service?.name, operation, wire, error };
  }
  return { found: true, kind: 'json', service: service.name, operation, wire, run, decode: () => decodeJson(body) };
}

function queryRoute(services: readonly AwsService[], form: URLSearchParams): Route {
  const operation = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  for (const service of services) {
    if (service.protocol.kind === 'json' || service.protocol.version !== version) continue;
    const run = operationOf(service, operation);
    if (!run) continue;
    const wire = queryWireOf(service.protocol);
    return { found: true, kind: 'query', service: service.name, operation, wire, run, decode: () => decodeQuery(form) };
  }
  const error =
    operation === ''
      ? new AwsError('MissingAction', 'The request is missing an action or a required parameter.')
      : new AwsError('InvalidAction', `Could not find operation ${operation} for version ${version}`);
  return {
    found: false,
    service: undefined,
    operation,
    wire: queryWire('http://webservices.amazon.com/AWSFault/2005-15-09'),
    error,
  };
}

function queryWireOf(protocol: QueryProtocol | ManyProtocols): Wire {
  const wire = queryWire(protocol.xmlns);
  if (protocol.kind === 'query') return wire;
  return {
    success: (operation, output, requestId) =>
      wire.success(operation, wordTimestamps(output, protocol.timestamps, isoTime), requestId),
    failure: (error, requestId) => wire.failure(error, requestId),
  };
}

function operationOf(service: AwsService, operation: string): Operation | undefined {
  return Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
}
