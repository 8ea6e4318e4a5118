import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Attempt } from '#shared/http/attempt';
import { connectDirectly, connectThrough, proxyOf, type Peer } from '#shared/http/connection';

/**
 * Opens a connection, with TLS when the URL's scheme has it, through a tunnel where there is a proxy, and gives it when it
 * is established. It ends with the attempt's signal; whoever takes it must end it.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
export async function connect(peer: Peer, attempt: Attempt): Promise<Socket> {
  const { env, signal } = attempt;
  const proxy = proxyOf(peer, env);
  attempt.phase = 'connecting';
  const socket = proxy === undefined ? connectDirectly(peer) : await connectThrough(proxy, peer, { signal });
  attempt.current = socket;
  // Stays for the life of the connection: a reset may come at any time, and an unheard error ends the process.
  socket.on('error', () => socket.destroy());
  if (signal.aborted) socket.destroy(signal.reason as Error);
  return established(socket, attempt);
}

function established(socket: Socket, attempt: Attempt): Promise<Socket> {
  const secure = socket instanceof TLSSocket;
  if (!socket.connecting && !secure) return Promise.resolve(socket);
  const handshaking = (): void => {
    if (secure) attempt.phase = 'TLS handshake';
  };
  if (socket.connecting) socket.once('connect', handshaking);
  else handshaking();
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      resolve(socket);
    });
  });
}
