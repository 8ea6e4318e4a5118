/** What is spoken to a URL; `ws` and `grpc` with TLS or without. */
export type Protocol = 'http' | 'tcp' | 'tls' | 'websocket' | 'grpc';

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  'http:': 'http',
  'https:': 'http',
  'tcp:': 'tcp',
  'tls:': 'tls',
  'ws:': 'websocket',
  'wss:': 'websocket',
  'grpc:': 'grpc',
  'grpcs:': 'grpc',
};

/** Undefined when the scheme is none that can be probed. */
export function protocolOf({ protocol }: Pick<URL, 'protocol'>): Protocol | undefined {
  return Object.hasOwn(PROTOCOLS, protocol) ? PROTOCOLS[protocol] : undefined;
}
