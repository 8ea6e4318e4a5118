import { TLSSocket } from 'node:tls';
import { certificateOf } from '#shared/http/certificate';
import type { Attempt } from '#shared/http/attempt';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Condition, Told } from '#shared/http/probe-result';
import { connect } from './connect.ts';

/**
 * `tcp:` is healthy when the connection opens, `tls:` when the handshake completes with a certificate that is trusted
 * and made for the host. Nothing is sent or read: what is spoken above is not known.
 */
export async function probeConnection(request: ProbeRequest, attempt: Attempt): Promise<Told<Condition>> {
  const socket = await connect(request, attempt);
  const word = socket instanceof TLSSocket ? (socket.getProtocol() ?? 'secured') : 'connected';
  const certificate = certificateOf(socket);
  socket.destroy();
  return {
    kind: 'answered',
    status: { word, health: 'healthy' },
    headers: {},
    body: '',
    truncated: false,
    ...(certificate === undefined ? {} : { certificate }),
  };
}
