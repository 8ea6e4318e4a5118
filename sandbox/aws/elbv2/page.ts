import { pageOf } from '../paging.ts';
import type { Members } from '../protocol/members.ts';

const PAGE_SIZE = { min: 1, max: 400 } as const;

/**
 * The part of a list that `Marker` and `PageSize` ask for; `nextToken` is the next `Marker`.
 * @throws {AwsError} ValidationError
 */
export function page<T>(items: readonly T[], input: Members): ReturnType<typeof pageOf<T>> {
  const size = input.integer('PageSize', PAGE_SIZE) ?? PAGE_SIZE.max;
  return pageOf(items, { size, token: input.text('Marker'), invalidToken: 'ValidationError' });
}
