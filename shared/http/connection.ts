import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { isSecure, portOf, socketHost } from './address.ts';
import { proxyFor } from './proxy.ts';
import { addressesOf, lookupOf, type ResolveRule } from './resolve.ts';
import { DEFAULT_TLS, tlsOptions, type TlsSettings } from './tls-settings.ts';
import { openTunnel } from './tunnel.ts';

/** How a server is reached, beside what the URL says. */
export interface ConnectionSettings {
  readonly resolve: readonly ResolveRule[];
  readonly tls: TlsSettings;
}

export const DEFAULT_CONNECTION: ConnectionSettings = { resolve: [], tls: DEFAULT_TLS };

export interface Peer {
  /** Only protocol, host and port count. */
  readonly url: URL;
  readonly connection: ConnectionSettings;
}

/** The proxy that leads to a peer; an address that `resolve` gives is always gone to directly. */
export function proxyOf({ url, connection }: Peer, env: Readonly<Record<string, string | undefined>>): URL | undefined {
  return addressesOf(url, connection.resolve).length > 0 ? undefined : proxyFor(url, env);
}

/**
 * A connection of its own to a peer: a new look-up, all addresses tried (RFC 8305), a new socket, a new TLS session. It
 * is returned before it is established; its events tell.
 */
export function connectDirectly({ url, connection }: Peer): Socket {
  const addresses = addressesOf(url, connection.resolve);
  const options = {
    host: socketHost(url),
    port: portOf(url),
    noDelay: true,
    ...(addresses.length === 0 ? {} : { lookup: lookupOf(addresses) }),
  };
  return isSecure(url) ? connectSecurely({ ...options, ...tlsOptions(url, connection.tls) }) : connectPlain(options);
}

/**
 * A connection to a peer through `proxy`, which is asked for a tunnel.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
export async function connectThrough(
  proxy: URL,
  { url, connection }: Peer,
  options: { readonly signal: AbortSignal },
): Promise<Socket> {
  const socket = await openTunnel(proxy, { to: url, connect: () => connectDirectly(ofProxy(proxy)), ...options });
  return isSecure(url) ? connectSecurely({ ...tlsOptions(url, connection.tls), socket }) : socket;
}

/** A proxy is reached as DNS and Node's authorities say. */
export function ofProxy(proxy: URL): Peer {
  return { url: proxy, connection: DEFAULT_CONNECTION };
}
