import { TLSSocket } from 'node:tls';
import { isError } from '#shared/action/errors';
import type { Attempt } from '#shared/http/attempt';
import { authorization } from '#shared/http/auth';
import { certificateOf } from '#shared/http/certificate';
import { hostOf, ProbeError } from '#shared/http/probe-failure';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Condition, Told } from '#shared/http/probe-result';
import { connect } from './connect.ts';
import { call, type GrpcReply } from './grpc-call.ts';
import { healthCheckRequest, servingStatusOf, SERVING_STATUSES, unframed } from './grpc-message.ts';
import { conditionOfCode, grpcCodeOf } from './grpc-status.ts';

const METHOD = '/grpc.health.v1.Health/Check';
/** A HealthCheckResponse has two bytes. The body of an error page is kept this far too. */
const MAX_BYTES = 64 * 1024;

/** The service that a URL asks for: its path; empty asks for the server as a whole. */
export function serviceOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.replace(/^\//, ''));
}

/** Asks the health service of a gRPC server (gRPC Health Checking Protocol, v1) by one Check. */
export async function probeGrpc(request: ProbeRequest, attempt: Attempt): Promise<Told<number | Condition>> {
  const service = serviceOf(request.url);
  const socket = await connect(request, attempt).catch((error: unknown) => {
    throw refusesHttp2(error) ? withoutHttp2(request.url) : error;
  });
  if (socket instanceof TLSSocket && socket.alpnProtocol !== 'h2') {
    socket.destroy();
    throw withoutHttp2(request.url);
  }
  const body = healthCheckRequest(service);
  const headers = headersFor(request, attempt);
  const certificate = certificateOf(socket);
  const reply = await call(socket, { url: request.url, headers, body, maxBytes: MAX_BYTES }, attempt);
  return {
    kind: 'answered',
    headers: reply.headers,
    ...judged(reply, { url: request.url, service }),
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function headersFor(
  { auth, headers, timeoutMs, url }: ProbeRequest,
  attempt: Attempt,
): Readonly<Record<string, string>> {
  const { host = url.host, ...metadata } = headers;
  return {
    'user-agent': 'cicd-actions/health-verify',
    ...authorization(url, auth),
    ...metadata,
    ':authority': host,
    ':path': METHOD,
    'content-type': 'application/grpc',
    te: 'trailers',
    'grpc-accept-encoding': 'identity',
    'grpc-timeout': `${Math.max(1, timeoutMs - attempt.elapsed())}m`,
  };
}

type Judged = Pick<Told<number | Condition>, 'status' | 'body' | 'truncated'>;

function judged(reply: GrpcReply, { url, service }: { readonly url: URL; readonly service: string }): Judged {
  const { bytes, headers, httpStatus, truncated } = reply;
  // Something before the server answered, such as a load balancer.
  if (httpStatus !== 200) return { status: httpStatus, body: bytes.toString('utf8'), truncated };
  const code = headers['content-type']?.startsWith('application/grpc') === true ? grpcCodeOf(headers) : undefined;
  const told = { body: '', truncated: false };
  if (code !== undefined && code !== 'OK') return { ...told, status: conditionOfCode(code, { headers, service }) };
  return { ...told, status: servingCondition(reply, { url, ended: code === 'OK' }) };
}

/** @throws {ProbeError} when it is no answer of gRPC */
function servingCondition({ bytes, headers }: GrpcReply, { url, ended }: { url: URL; ended: boolean }): Condition {
  const wrong = (problem: string): ProbeError =>
    new ProbeError('protocol', `no valid gRPC answer from ${hostOf(url)}: ${problem}`);
  const type = headers['content-type'] ?? 'no content-type';
  if (!type.startsWith('application/grpc')) throw wrong(`it is ${type.slice(0, 80)}`);
  const framed = unframed(bytes, MAX_BYTES - 5);
  if (framed.kind === 'wrong') throw wrong(framed.problem);
  if (!ended) throw wrong('it has no grpc-status');
  if (framed.kind === 'incomplete') throw wrong('its message is not complete');
  const status = servingStatusOf(framed.message);
  if (status === undefined) throw wrong('its message is no HealthCheckResponse');
  const word = SERVING_STATUSES[status] ?? `status ${status}`;
  return word === 'SERVING' ? { word, health: 'healthy' } : { word, health: 'unhealthy', reason: 'expected SERVING' };
}

/** The server's alert no_application_protocol (RFC 7301, section 3.2). */
function refusesHttp2(error: unknown): boolean {
  return isError(error) && 'code' in error && error.code === 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';
}

function withoutHttp2(url: URL): ProbeError {
  return new ProbeError('protocol', `${hostOf(url)} does not offer HTTP/2 (ALPN h2), which gRPC needs`);
}
