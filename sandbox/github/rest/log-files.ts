import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Desk } from './handler.ts';
import { LOG_PATH } from './resources/jobs.ts';

/** The plain file a job's log redirects to: no token is asked for, and it is gone when the address has expired. */
export function sendLog({ store, clock, site }: Desk, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(`${site.api}${request.url ?? '/'}`);
  const [, owner, name, job] = /^\/repos\/([^/]+)\/([^/]+)\/(\d+)$/.exec(url.pathname.slice(LOG_PATH.length)) ?? [];
  const log = store.find(`${owner ?? ''}/${name ?? ''}`)?.jobs.get(Number(job))?.log;
  const expired = !(Number(url.searchParams.get('se')) > clock.now() / 1000);
  const found = !expired && log != null;
  const status = expired ? 403 : 404;
  response.writeHead(found ? 200 : status, { 'content-type': 'text/plain' });
  response.end(found ? log : 'The specified resource does not exist.\n');
}
