import { attemptWithin } from '#shared/http/attempt';
import { probe as probeHttp } from '#shared/http/probe';
import type { Probe } from '#shared/http/probe-request';
import { protocolOf } from './protocol.ts';

/**
 * Asks once in the protocol of the URL's scheme; http, https and what the scheme does not tell in HTTP. The code of the
 * others is loaded when it is needed.
 */
export const probe: Probe = async (request, options) => {
  switch (protocolOf(request.url)) {
    case 'tcp':
    case 'tls': {
      const { probeConnection } = await import('./connection.ts');
      return attemptWithin(request, options, (attempt) => probeConnection(request, attempt));
    }
    case 'websocket': {
      const { probeWebSocket } = await import('./websocket.ts');
      return attemptWithin(request, options, (attempt) => probeWebSocket(request, attempt));
    }
    case 'grpc': {
      const { probeGrpc } = await import('./grpc.ts');
      return attemptWithin(request, options, (attempt) => probeGrpc(request, attempt));
    }
    case 'http':
    case undefined:
      return probeHttp(request, options);
  }
};
