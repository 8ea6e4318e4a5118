import type { SandboxClock } from '#sandbox/clock';
import type { RequestBody } from './body.ts';
import type { PageRequest } from './paging.ts';
import type { Account, Repository } from './model.ts';
import type { Ids } from './ids.ts';
import type { Reply } from './reply.ts';

export type Area =
  'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'metadata' | 'pull_requests' | 'statuses';
export type Level = 'read' | 'write';

/** Where the answers' links lead. */
export interface Site {
  /** Base of the REST API, without a slash at its end. */
  readonly api: string;
  /** Base of the pages people look at. */
  readonly html: string;
}

/** One authenticated request to a repository that its sender may see. */
export interface Call {
  readonly repository: Repository;
  /** The decoded `{…}` parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly page: PageRequest;
  readonly body: RequestBody;
  readonly sender: Sender;
  readonly site: Site;
  readonly ids: Ids;
  readonly clock: SandboxClock;
}

export interface Sender {
  readonly account: Account;
  readonly kind: 'installation' | 'user' | 'anonymous';
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** After `/repos/{owner}/{repo}`, as GitHub's OpenAPI writes it. `{path*}` takes slashes. */
  readonly path: string;
  readonly area: Area;
  /** Page and anchor under https://docs.github.com/rest/ */
  readonly docs: string;
  readonly handle: (call: Call) => Reply;
}

/** A read that changes nothing may be answered from the caller's cache. */
export function levelOf(route: Route): Level {
  return route.method === 'GET' ? 'read' : 'write';
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The first route in the table that fits wins. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const found = pattern(route.path).exec(path);
    if (found) return { route, params: decoded(found.groups ?? {}) };
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

function pattern(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)\*\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const made = new RegExp(`^${source}$`);
  patterns.set(path, made);
  return made;
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodePart(value)]));
}

/** A path whose escapes are broken names nothing that exists. */
function decodePart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** @throws GithubError never; a part that is no number is NaN, which no resource has as its id */
export function numberParam(call: Call, name: string): number {
  const value = call.params[name] ?? '';
  return /^\d+$/.test(value) ? Number(value) : Number.NaN;
}

export function textParam(call: Call, name: string): string {
  return call.params[name] ?? '';
}
