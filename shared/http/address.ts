const SECURE: ReadonlySet<string> = new Set(['https:', 'wss:', 'tls:', 'grpcs:']);

export function isSecure({ protocol }: URL): boolean {
  return SECURE.has(protocol);
}

/** The host of a URL as sockets want it: an IPv6 address without brackets. */
export function socketHost({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return isSecure(url) ? 443 : 80;
}
