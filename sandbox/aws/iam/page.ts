import { pageOf } from '../paging.ts';
import type { Members } from '../protocol/members.ts';
import type { JsonObject } from '../service.ts';

const PAGE = { min: 1, max: 1000 } as const;

/** A page as IAM gives them, with `IsTruncated` and `Marker`. */
export function paged<T>(
  all: readonly T[],
  input: Members,
): { readonly items: readonly T[]; readonly more: JsonObject } {
  const { items, nextToken } = pageOf(all, {
    size: input.integer('MaxItems', PAGE) ?? 100,
    token: input.text('Marker'),
    invalidToken: 'ValidationError',
  });
  return { items, more: { IsTruncated: nextToken !== undefined, Marker: nextToken } };
}
