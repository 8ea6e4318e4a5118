import { AwsError } from './service.ts';

export interface PageRequest {
  /** How many items a page has. */
  readonly size: number;
  readonly token: string | undefined;
  /** Code of the error for a token that was not given out. */
  readonly invalidToken: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * One page of a list; the token says, in a form nobody should read, where the next one begins.
 * @throws {AwsError} for a token that was not given out
 */
export function pageOf<T>(all: readonly T[], { size, token, invalidToken }: PageRequest): Page<T> {
  const start = token === undefined ? 0 : positionOf(token);
  if (start === undefined) throw new AwsError(invalidToken, 'The specified token is not valid.');
  const end = start + size;
  return { items: all.slice(start, end), nextToken: end < all.length ? tokenOf(end) : undefined };
}

function tokenOf(position: number): string {
  return Buffer.from(`position:${position}`).toString('base64url');
}

function positionOf(token: string): number | undefined {
  const digits = /^position:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
