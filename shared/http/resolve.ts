import { isIP, type LookupFunction } from 'node:net';
import { portOf, socketHost } from './address.ts';

/** Where a host is to be found instead of where DNS says, as with curl's `--resolve`. */
export interface ResolveRule {
  /** Lower case. */
  readonly host: string;
  /** Undefined: any. */
  readonly port: number | undefined;
  readonly address: string;
}

const FORM = /^(?<host>[^\s:[\]]+):(?:(?<port>\d{1,5}):)?(?:\[(?<six>[\da-f:.]+)\]|(?<four>[\d.]+))$/i;

/** `host:port:address` or `host:address`; an IPv6 address in brackets. Undefined when the text is neither. */
export function parseResolveRule(text: string): ResolveRule | undefined {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { four = '', host = '', six = '' } = groups;
  const port = groups['port'] === undefined ? undefined : Number(groups['port']);
  const family = isIP(six === '' ? four : six);
  // An address that stands for another one would be no name that a certificate could be held to.
  const right = family === (six === '' ? 4 : 6) && isIP(host) === 0 && (port ?? 1) >= 1 && (port ?? 1) <= 65_535;
  return right ? { host: host.toLowerCase(), port, address: six === '' ? four : six } : undefined;
}

/** The addresses that `rules` give for the host of `url`; none when it is left to DNS. */
export function addressesOf(url: URL, rules: readonly ResolveRule[]): readonly string[] {
  return rules
    .filter(({ host, port }) => host === socketHost(url) && (port === undefined || port === portOf(url)))
    .map(({ address }) => address);
}

/** A look-up that asks nobody. */
export function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, options, callback) => {
    const [first] = found;
    if (options.all === true) callback(null, found);
    else callback(null, first?.address ?? '', first?.family);
  };
}
