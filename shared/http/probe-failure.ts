import { errorMessage, isError } from '#shared/action/errors';
import type { FailureKind } from './probe-result.ts';

/** A failure that was already put into words. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError';
  readonly failure: FailureKind;

  constructor(failure: FailureKind, message: string) {
    super(message);
    this.failure = failure;
  }
}

const KIND_BY_CODE: readonly (readonly [FailureKind, RegExp])[] = [
  ['unknown-host', /^(?:ENOTFOUND|ENODATA|EAI_NONAME|EAI_NODATA)$/],
  ['dns', /^EAI_/],
  ['refused', /^ECONNREFUSED$/],
  ['unreachable', /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN)$/],
  ['timeout', /^ETIMEDOUT$/],
  ['reset', /^(?:ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/],
  // What OpenSSL says of a chain (X509_V_ERR_… without its prefix), and Node of the names in a certificate.
  [
    'certificate',
    /^(?:CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(?:GET_ISSUER|VERIFY|DECODE)|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|ERROR_IN_CERT_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/,
  ],
  ['tls', /^(?:EPROTO|ERR_SSL_|ERR_TLS_)/],
];
// OpenSSL's words for an answer that is no TLS record, such as "HTTP/1.1 400 Bad Request".
const NOT_TLS = /wrong version number|packet length too long|http request|unknown protocol/i;

/** The kind of failure and the words for it. */
export function describeFailure(error: unknown, url: URL): ProbeError {
  if (error instanceof ProbeError) return error;
  const host = hostOf(url);
  const code = errorCode(error);
  const kind = KIND_BY_CODE.find(([, codes]) => codes.test(code))?.[0] ?? 'protocol';
  if (kind === 'tls' && NOT_TLS.test(errorMessage(error)))
    return new ProbeError(
      'plain-http',
      url.protocol === 'https:' ? `${host} speaks plain HTTP, not HTTPS` : `${host} does not speak TLS`,
    );
  return new ProbeError(kind, words(kind, { url, host, code, detail: errorMessage(error) }));
}

/** `name:port`. */
export function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port === '' ? (/^(?:https|wss|grpcs):$/.test(protocol) ? '443' : '80') : port}`;
}

const SPOKEN: Readonly<Record<string, string>> = {
  'tcp:': 'TCP',
  'tls:': 'TLS',
  'ws:': 'WebSocket',
  'wss:': 'WebSocket',
  'grpc:': 'gRPC',
  'grpcs:': 'gRPC',
};

function words(
  kind: FailureKind,
  facts: { readonly url: URL; readonly host: string; readonly code: string; readonly detail: string },
): string {
  const { url, host, code, detail } = facts;
  switch (kind) {
    case 'unknown-host':
      return `the host name ${host.replace(/:\d+$/, '')} is not known (${code})`;
    case 'dns':
      return `the host name ${host.replace(/:\d+$/, '')} could not be looked up (${code})`;
    case 'refused':
      return `connection refused by ${host}`;
    case 'unreachable':
      return `no route to ${host} (${code})`;
    case 'reset':
      return `${host} closed the connection before the answer was complete`;
    case 'timeout':
      return `${host} did not accept the connection in time (${code})`;
    case 'certificate':
      return `the certificate of ${host} is not accepted: ${detail}`;
    case 'tls':
      return `no secure connection with ${host}: ${detail}`;
    default:
      return `no valid ${SPOKEN[url.protocol] ?? 'HTTP'} answer from ${host}: ${detail}`;
  }
}

function errorCode(error: unknown): string {
  if (!isError(error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses were tried at once (RFC 8305): what the first of them met.
  if ('errors' in error && Array.isArray(error.errors)) return errorCode(error.errors[0]);
  return error.cause === undefined ? '' : errorCode(error.cause);
}
