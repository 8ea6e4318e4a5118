import type { IncomingMessage } from 'node:http';
import type { SandboxClock } from '#sandbox/clock';
import { authorize, type Access, type Holder } from './access.ts';
import { GithubError, notFound } from './error.ts';
import { limitExceeded, rateOverview, type RateLimiter } from './rate-limit.ts';
import type { Repository } from './model.ts';
import { linkHeader, pageRequest } from './paging.ts';
import { apiVersion, readJson } from './request.ts';
import type { Reply } from './reply.ts';
import { levelOf, matchRoute, type Site } from './routes.ts';
import type { GithubFault } from './faults.ts';
import type { Store } from './store.ts';
import { ROUTES } from './table.ts';

export interface Desk {
  readonly site: Site;
  readonly store: Store;
  readonly access: Access;
  readonly limiter: RateLimiter;
  readonly clock: SandboxClock;
}

/** What goes over the wire, but for the headers that every answer has. */
export interface Answer {
  readonly status: number;
  /** JSON, or nothing. */
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose request it was, where that is known. */
  readonly holder?: Holder;
}

const DOCS = 'https://docs.github.com/rest';

/** Answers one request; every refusal is an answer too. */
export async function handle(desk: Desk, request: IncomingMessage, fault?: GithubFault): Promise<Answer> {
  const context: Context = { docs: DOCS };
  try {
    const answer = await answerOf(desk, { request, context, fault });
    return { ...answer, ...holderOf(context) };
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    return { ...refusal(error, context), ...holderOf(context) };
  }
}

/** What is known of a request by the time it is refused. */
interface Context {
  docs: string;
  holder?: Holder;
}

function holderOf({ holder }: Context): { readonly holder?: Holder } {
  return holder === undefined ? {} : { holder };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly context: Context;
  readonly fault: GithubFault | undefined;
}

async function answerOf(desk: Desk, { request, context, fault }: Asked): Promise<Answer> {
  // The body is read first: a refusal that leaves it unread would break the connection.
  const body = await readJson(request);
  const url = new URL(`${desk.site.api}${request.url ?? '/'}`);
  if (request.headers['user-agent'] === undefined) throw new GithubError(403, NO_USER_AGENT);
  const version = apiVersion(request);
  const holder = desk.access.authenticate(request.headers.authorization);
  context.holder = holder;
  if (url.pathname === '/rate_limit')
    return { status: 200, body: JSON.stringify(rateOverview(desk.limiter.state(holder))), headers: {} };
  meetLimits(desk, { holder, context, fault });
  const { repository, rest } = repositoryOf(desk.store, url.pathname);
  const match = matchRoute(ROUTES, request.method ?? 'GET', rest);
  if (!match) throw notFound();
  const { route, params } = match;
  context.docs = `${DOCS}/${route.docs}`;
  if (!repository) throw notFound();
  authorize(holder, repository, { area: route.area, level: levelOf(route) });
  const page = pageRequest(url.searchParams);
  const reply = route.handle({
    ...desk,
    repository,
    params,
    query: url.searchParams,
    page,
    body,
    sender: holder,
    ids: desk.store.ids,
  });
  const link =
    reply.lastPage === undefined ? undefined : linkHeader(numbered(url, repository, rest), page, reply.lastPage);
  return {
    ...answered(reply),
    headers: { 'x-github-api-version-selected': version, ...(link === undefined ? {} : { link }), ...reply.headers },
  };
}

const NO_USER_AGENT =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).';

function answered({ status, body }: Reply): Pick<Answer, 'status' | 'body'> {
  return { status, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}

function meetLimits(
  desk: Desk,
  {
    holder,
    context,
    fault,
  }: { readonly holder: Holder; readonly context: Context; readonly fault: GithubFault | undefined },
): void {
  const limits = `${DOCS}/using-the-rest-api/rate-limits-for-the-rest-api`;
  context.docs = limits;
  if (fault?.kind === 'secondary-limit') {
    context.docs = `${limits}#about-secondary-rate-limits`;
    const { retryAfterSeconds, status = 403 } = fault;
    throw new GithubError(
      status,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } },
    );
  }
  if (fault?.kind === 'primary-limit') {
    desk.limiter.exhaust(holder);
    throw limitExceeded(holder, fault.status ?? 403);
  }
  desk.limiter.take(holder);
  context.docs = DOCS;
}

interface Place {
  readonly repository: Repository | undefined;
  /** The path after the repository's. */
  readonly rest: string;
}

function repositoryOf(store: Store, path: string): Place {
  const named = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  if (named) return { repository: store.find(`${named[1] ?? ''}/${named[2] ?? ''}`), rest: named[3] ?? '' };
  const counted = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  if (!counted) throw notFound();
  return { repository: store.findById(Number(counted[1])), rest: counted[2] ?? '' };
}

/** GitHub's page links name the repository by its number: clients must follow them as they are. */
function numbered(url: URL, repository: Repository, rest: string): URL {
  const link = new URL(url);
  link.pathname = `/repositories/${repository.id}${rest}`;
  return link;
}

function refusal(error: GithubError, { docs }: Context): Answer {
  const { status, message, errors, headers } = error;
  const body = {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: docs,
    status: String(status),
  };
  return { status, body: JSON.stringify(body), headers };
}
