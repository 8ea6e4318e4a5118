import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../service.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import { decodeJson, jsonWire } from './json.ts';
import { decodeQuery, queryWire } from './query.ts';
import type { Wire } from './wire.ts';

/** What one request asks for, before anything of it is decoded or checked. */
export type Route = KnownRoute | UnknownRoute;

export interface KnownRoute {
  readonly found: true;
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

/** Finds service and operation: by `x-amz-target` for JSON, by `Action` and `Version` for Query. */
export function route(services: readonly AwsService[], headers: IncomingHttpHeaders, body: string): Route {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return jsonRoute(services, target, body);
  return queryRoute(services, new URLSearchParams(body));
}

function jsonRoute(services: readonly AwsService[], target: string, body: string): Route {
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(dot, 0));
  const operation = target.slice(dot + 1);
  const service = services.find(({ protocol }) => protocol.kind === 'json' && protocol.targetPrefix === prefix);
  const run = service && operationOf(service, operation);
  if (!service || !run) {
    const error = new AwsError('UnknownOperationException', `The sandbox does not know the operation ${target}.`);
    return { found: false, service: service?.name, operation, wire: jsonWire, error };
  }
  return {
    found: true,
    kind: 'json',
    service: service.name,
    operation,
    wire: jsonWire,
    run,
    decode: () => decodeJson(body),
  };
}

function queryRoute(services: readonly AwsService[], form: URLSearchParams): Route {
  const operation = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  for (const service of services) {
    if (service.protocol.kind !== 'query' || service.protocol.version !== version) continue;
    const run = operationOf(service, operation);
    if (!run) continue;
    const wire = queryWire(service.protocol.xmlns);
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

function operationOf(service: AwsService, operation: string): Operation | undefined {
  return Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
}
