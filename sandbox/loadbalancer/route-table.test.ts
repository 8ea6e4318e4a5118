import { describe, expect, it } from '@jest/globals';
import type { RoutedRequest } from './conditions.ts';
import { locationOf } from './redirect.ts';
import { RouteTable } from './route-table.ts';
import type { RedirectAction, RoutingAction, RoutingCondition, WeightedGroup } from './routing.ts';

function request(more: Partial<RoutedRequest> = {}): RoutedRequest {
  return { method: 'GET', url: '/', headersDistinct: {}, socket: { remoteAddress: '127.0.0.1' }, ...more };
}

function forward(...groups: readonly WeightedGroup[]): RoutingAction {
  return { kind: 'forward', groups };
}

function weighted(weights: Readonly<Record<string, number>>): RoutingAction {
  return forward(...Object.entries(weights).map(([groupId, weight]) => ({ groupId, weight })));
}

function table(weights: Readonly<Record<string, number>>): RouteTable {
  return new RouteTable({ rules: [], default: { ruleId: 'd', action: weighted(weights) } });
}

function counts(of: RouteTable, times: number): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (let index = 0; index < times; index += 1) {
    const decision = of.decide(request());
    const group = decision.kind === 'forward' ? (decision.groupId ?? 'none') : decision.kind;
    counted[group] = (counted[group] ?? 0) + 1;
  }
  return counted;
}

describe('weights', () => {
  it.each([
    { weights: { blue: 90, green: 10 }, times: 100, exact: { blue: 90, green: 10 } },
    { weights: { blue: 9, green: 1 }, times: 100, exact: { blue: 90, green: 10 } },
    { weights: { blue: 1, green: 1 }, times: 10, exact: { blue: 5, green: 5 } },
    { weights: { blue: 0, green: 7 }, times: 50, exact: { green: 50 } },
    { weights: { blue: 999, green: 1 }, times: 1000, exact: { blue: 999, green: 1 } },
    { weights: { blue: 0, green: 0 }, times: 3, exact: { none: 3 } },
    { weights: { a: 5, b: 3, c: 2 }, times: 10, exact: { a: 5, b: 3, c: 2 } },
  ])('of $weights are exact over $times requests', ({ weights, times, exact }) => {
    expect(counts(table(weights), times)).toEqual(exact);
  });

  it('spread the rarer group over the round', () => {
    const nine = table({ blue: 80, green: 20 });
    for (let round = 0; round < 20; round += 1) expect(counts(nine, 5)).toEqual({ blue: 4, green: 1 });
  });

  it('begin a new round when they change, and go on when something else does', () => {
    const shifting = table({ blue: 50, green: 50 });
    const first = shifting.decide(request());
    const rule = { ruleId: 'r', conditions: [{ field: 'path-pattern', values: ['/x'] }], action: forward() } as const;
    shifting.replace({ rules: [rule], default: { ruleId: 'd', action: weighted({ blue: 50, green: 50 }) } });
    expect(shifting.decide(request())).not.toEqual(first);
    shifting.replace({ rules: [], default: { ruleId: 'd', action: weighted({ blue: 0, green: 100 }) } });
    expect(counts(shifting, 10)).toEqual({ green: 10 });
  });
});

const host = (value: string): Partial<RoutedRequest> => ({ headersDistinct: { host: [value] } });
const header = (...values: string[]): Partial<RoutedRequest> => ({ headersDistinct: { 'x-tag': values } });
const from = (remoteAddress: string): Partial<RoutedRequest> => ({ socket: { remoteAddress } });

describe('conditions', () => {
  it.each<{
    readonly condition: RoutingCondition;
    readonly yes: readonly Partial<RoutedRequest>[];
    readonly no: readonly Partial<RoutedRequest>[];
  }>([
    {
      condition: { field: 'path-pattern', values: ['/api/*', '/up'] },
      yes: [{ url: '/api/x?y' }, { url: '/up?now' }],
      no: [{ url: '/API/x' }, { url: '/other?/api/' }],
    },
    {
      condition: { field: 'host-header', values: ['*.example.com'] },
      yes: [host('WWW.example.com:8080'), host('a.b.example.com')],
      no: [host('example.com'), {}],
    },
    {
      condition: { field: 'http-header', name: 'X-Tag', values: ['green*'] },
      yes: [header('GREEN'), header('blue', 'green-1')],
      no: [header('a green'), {}],
    },
    {
      condition: { field: 'http-request-method', values: ['POST', 'PUT'] },
      yes: [{ method: 'PUT' }],
      no: [{ method: 'put' }, {}],
    },
    {
      condition: { field: 'query-string', values: [{ key: 'version', value: 'v?' }, { value: 'beta' }] },
      yes: [{ url: '/?a=b&Version=V1' }, { url: '/?any=beta' }],
      no: [{ url: '/?version=v10' }, { url: '/version=v1' }, {}],
    },
    {
      condition: { field: 'source-ip', values: ['10.0.0.0/8', '2001:db8::/32'] },
      yes: [from('10.1.2.3'), from('2001:db8::1')],
      no: [from('11.0.0.1'), { headersDistinct: { 'x-forwarded-for': ['10.1.2.3'] } }],
    },
  ])('$condition.field', ({ condition, yes, no }) => {
    const rule = { ruleId: 'r', conditions: [condition], action: weighted({ hit: 1 }) };
    const routes = new RouteTable({ rules: [rule], default: { ruleId: 'd', action: weighted({ miss: 1 }) } });
    for (const one of yes) expect([one, routes.decide(request(one))]).toMatchObject([one, { groupId: 'hit' }]);
    for (const one of no) expect([one, routes.decide(request(one))]).toMatchObject([one, { groupId: 'miss' }]);
  });

  it('must all hold, and the first rule that fits acts', () => {
    const method: RoutingCondition = { field: 'http-request-method', values: ['POST'] };
    const path: RoutingCondition = { field: 'path-pattern', values: ['/a*'] };
    const routes = new RouteTable({
      rules: [
        { ruleId: '1', conditions: [method, path], action: weighted({ both: 1 }) },
        { ruleId: '2', conditions: [path], action: weighted({ path: 1 }) },
        { ruleId: '3', conditions: [path], action: weighted({ late: 1 }) },
      ],
      default: { ruleId: 'd', action: weighted({ none: 1 }) },
    });
    const groupOf = (more: Partial<RoutedRequest>): unknown => routes.decide(request(more));
    expect(groupOf({ method: 'POST', url: '/a' })).toMatchObject({ groupId: 'both' });
    expect(groupOf({ url: '/ab' })).toMatchObject({ groupId: 'path' });
    expect(groupOf({ method: 'POST' })).toMatchObject({ groupId: 'none' });
  });
});

describe('locationOf', () => {
  const same: RedirectAction = {
    kind: 'redirect',
    status: 301,
    protocol: '#{protocol}',
    host: '#{host}',
    port: '#{port}',
    path: '/#{path}',
    query: '#{query}',
  };
  it.each([
    { change: { protocol: 'HTTPS', port: '443' }, location: 'https://shop.example:443/a/b?c=d' },
    { change: { host: 'new.#{host}' }, location: 'http://new.shop.example:8080/a/b?c=d' },
    { change: { path: '/moved/#{path}', query: '' }, location: 'http://shop.example:8080/moved/a/b' },
    { change: { query: '#{query}&x=#{unknown}' }, location: 'http://shop.example:8080/a/b?c=d&x=#{unknown}' },
  ])('$change', ({ change, location }) => {
    const asked = request({ url: '/a/b?c=d', headersDistinct: { host: ['shop.example:80'] } });
    expect(locationOf({ ...same, ...change }, asked, 8080)).toBe(location);
  });
});
