import { BlockList, isIP } from 'node:net';
import { isSecure, portOf, socketHost } from './address.ts';
import { ProbeError } from './probe-failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that HTTP_PROXY or HTTPS_PROXY names for `url`; undefined when none does, or NO_PROXY takes it out. Lower
 * case wins, as with curl.
 * @throws {ProbeError} when it is no http or https URL
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const name = isSecure(url) ? 'https_proxy' : 'http_proxy';
  const text = valueOf(env, name);
  if (text === '' || isExempt(url, valueOf(env, 'no_proxy'))) return undefined;
  const proxy = URL.parse(text);
  // The value is not repeated: it may hold a password.
  if (proxy === null || !/^https?:$/.test(proxy.protocol))
    throw new ProbeError('proxy', `${name.toUpperCase()} is not an http or https URL`);
  return proxy;
}

/** Passwords in the URLs of proxies, in every form they are sent or written in. */
export function secretsOfProxies(env: Environment): readonly string[] {
  const urls = ['http_proxy', 'https_proxy'].map((name) => URL.parse(valueOf(env, name)));
  return urls.flatMap((url) =>
    url === null || url.password === '' ? [] : [url.password, decoded(url.password), credentialsOf(url)],
  );
}

/** The header by which a proxy knows its user; none when its URL names none. */
export function proxyAuthorization(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === '' && proxy.password === '') return {};
  return { 'proxy-authorization': `Basic ${credentialsOf(proxy)}` };
}

function credentialsOf({ username, password }: URL): string {
  return Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
}

function valueOf(env: Environment, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

/**
 * Whether NO_PROXY takes `url` out: `*`, a name (its subdomains too, with or without a dot before it), an address, a
 * range of addresses such as 10.0.0.0/8; each with a port or without.
 */
function isExempt(url: URL, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(url, entry));
}

function matches(url: URL, entry: string): boolean {
  if (entry === '*') return true;
  const { pattern, port } = splitPort(entry);
  if (port !== undefined && port !== portOf(url)) return false;
  const host = socketHost(url);
  if (isIP(host) !== 0) return includesAddress(pattern, host);
  const name = pattern.replace(/^\*?\./, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function splitPort(entry: string): { readonly pattern: string; readonly port: number | undefined } {
  const groups = /^(?:\[(?<six>[^\]]+)\]|(?<other>[^:]+))(?::(?<port>\d+))?$/.exec(entry)?.groups;
  // An IPv6 address without brackets has colons of its own.
  if (groups === undefined) return { pattern: entry, port: undefined };
  const port = groups['port'] === undefined ? undefined : Number(groups['port']);
  return { pattern: groups['six'] ?? groups['other'] ?? '', port };
}

function includesAddress(pattern: string, host: string): boolean {
  const [network = '', bits] = pattern.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(host)) return false;
  const width = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? width : Number(/^\d+$/.test(bits) ? bits : NaN);
  if (Number.isNaN(prefix) || prefix > width) return false;
  const range = new BlockList();
  range.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return range.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
