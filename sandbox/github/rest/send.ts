import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Desk } from './handler.ts';
import { rateHeaders } from './rate-limit.ts';

/** Bad gateways are pages for people, not JSON. */
export function serverError(response: ServerResponse, status: 500 | 502 | 503 | 504): void {
  const json = status === 500 || status === 503;
  const message = status === 500 ? 'Server Error' : 'Service Unavailable';
  response.writeHead(status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'x-github-request-id': requestId(),
  });
  response.end(
    json
      ? JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) })
      : '<!DOCTYPE html>\n<title>Unicorn! &middot; GitHub</title>\n<p>This page is taking too long to load.</p>\n',
  );
}

interface Sending {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly truncated: boolean;
}

export function send(desk: Desk, { request, response, truncated }: Sending, answer: Answer): void {
  const etag = answer.status === 200 && request.method === 'GET' ? etagOf(answer.body ?? '') : undefined;
  const known = etag !== undefined && matches(request.headers['if-none-match'], etag);
  if (known && answer.holder) desk.limiter.giveBack(answer.holder);
  const body = known ? undefined : answer.body;
  response.writeHead(known ? 304 : answer.status, {
    server: 'github.com',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': requestId(),
    ...(answer.holder ? rateHeaders(desk.limiter.state(answer.holder)) : {}),
    ...(etag === undefined ? {} : { etag, 'cache-control': 'private, max-age=60, s-maxage=60' }),
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) }),
    ...answer.headers,
  });
  if (truncated && body !== undefined) {
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}

function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('hex')}"`;
}

/** Weak comparison, as conditional GETs have it. */
function matches(header: string | undefined, etag: string): boolean {
  const plain = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(etag));
}

function requestId(): string {
  const part = (): string => randomBytes(2).toString('hex').toUpperCase();
  return `${part()}:${part()}${part()}:${part()}${part()}:${part()}${part()}:${part()}${part()}`;
}
