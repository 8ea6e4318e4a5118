import { protocolOf, type Protocol } from '#shared/probe/protocol';

export type ReadUrl = { readonly url: URL } | { readonly problem: string };

const NO_URL = 'is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.';
/** A path that is there says something; these have no word for it. */
const WITHOUT_PATH: ReadonlySet<Protocol> = new Set(['tcp', 'tls']);
/** Schemes that no registry gives a port. */
const WITH_PORT: ReadonlySet<string> = new Set(['tcp:', 'tls:', 'grpc:']);

/** A URL that can be probed, or what is wrong with the text; the text is not repeated, as it may hold a password. */
export function readUrl(text: string): ReadUrl {
  const url = URL.parse(text);
  const protocol = url === null ? undefined : protocolOf(url);
  if (url === null || protocol === undefined || url.hostname === '' || !isReadable(url)) return { problem: NO_URL };
  const scheme = `${url.protocol}//`;
  if (WITH_PORT.has(url.protocol) && url.port === '') return { problem: `has no port; give ${scheme}host:port.` };
  if (url.hash !== '' && protocol !== 'http') return { problem: `has a fragment, which ${scheme} does not send.` };
  if (protocol === 'http' || protocol === 'websocket') return { url };
  if (url.search !== '') return { problem: `has a query, which ${scheme} does not know.` };
  if (!WITHOUT_PATH.has(protocol)) return { url };
  if (!['', '/'].includes(url.pathname)) return { problem: `has a path, which ${scheme} does not know.` };
  return url.username === '' && url.password === ''
    ? { url }
    : { problem: `has credentials, which ${scheme} does not send.` };
}

/** Whether what is percent-encoded in it can be decoded: credentials, and the service of gRPC. */
function isReadable({ username, password, pathname, protocol }: URL): boolean {
  try {
    decodeURIComponent(`${username}:${password}${protocol.startsWith('grpc') ? pathname : ''}`);
    return true;
  } catch {
    return false;
  }
}
