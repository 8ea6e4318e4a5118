import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { QueryPair, RoutingCondition } from './routing.ts';
import { matchesWildcard } from './wildcard.ts';

/** What conditions look at. */
export type RoutedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

export type Predicate = (request: RoutedRequest) => boolean;

/**
 * A condition ready to be asked for every request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function predicateOf(condition: RoutingCondition): Predicate {
  switch (condition.field) {
    case 'path-pattern':
      return (request) => condition.values.some((value) => matchesWildcard(value, pathOf(request)));
    case 'host-header':
      return (request) => condition.values.some((value) => matchesAnyCase(value, hostOf(request)));
    case 'http-header': {
      const name = condition.name.toLowerCase();
      return ({ headersDistinct }) =>
        (headersDistinct[name] ?? []).some((sent) => condition.values.some((value) => matchesAnyCase(value, sent)));
    }
    case 'http-request-method':
      return ({ method }) => condition.values.includes(method ?? '');
    case 'query-string':
      return (request) => condition.values.some((pair) => hasPair(queryOf(request), pair));
    case 'source-ip':
      return inBlocks(condition.values);
  }
}

/** The path of a request's target, without the query. */
export function pathOf({ url = '/' }: Pick<RoutedRequest, 'url'>): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** The query of a request's target, without its question mark; empty when there is none. */
export function queryOf({ url = '/' }: Pick<RoutedRequest, 'url'>): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}

/** The host a client asked for, without the port. */
export function hostOf({ headersDistinct }: Pick<RoutedRequest, 'headersDistinct'>): string {
  return (headersDistinct['host']?.[0] ?? '').replace(/:\d*$/, '');
}

function hasPair(query: string, { key, value }: QueryPair): boolean {
  for (const [name, sent] of new URLSearchParams(query)) {
    if ((key === undefined || matchesAnyCase(key, name)) && matchesAnyCase(value, sent)) return true;
  }
  return false;
}

function matchesAnyCase(pattern: string, text: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), text.toLowerCase());
}

/** The address of the connection counts; X-Forwarded-For does not, as in AWS. */
function inBlocks(blocks: readonly string[]): Predicate {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', prefix] = block.split('/');
    list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return ({ socket: { remoteAddress } }) =>
    remoteAddress !== undefined && list.check(remoteAddress, familyOf(remoteAddress));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
