import { invalidParameter } from './errors.ts';

export interface PageRequest {
  readonly nextToken?: string;
  readonly maxResults?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * One page of a list; the token says where the next one begins.
 * @throws InvalidParameterException for a token or size that cannot be
 */
export function pageOf<T>(items: readonly T[], request: PageRequest, limit = 100): Page<T> {
  const size = request.maxResults ?? limit;
  if (size < 1 || size > 100) throw invalidParameter('maxResults must be between 1 and 100.');
  const start = request.nextToken === undefined ? 0 : decode(request.nextToken);
  const end = start + size;
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextToken: encode(end) } : { items: page };
}

function encode(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function decode(token: string): number {
  const match = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw invalidParameter('Invalid token.');
  return Number(match[1]);
}
