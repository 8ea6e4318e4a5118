import type { Members } from '../protocol/members.ts';
import { invalid } from './refusals.ts';

const PAGE_SIZE = { min: 1, max: 400 } as const;

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextMarker: string | undefined;
}

/**
 * The part of a list that `Marker` and `PageSize` ask for.
 * @throws {AwsError} ValidationError
 */
export function page<T>(items: readonly T[], input: Members): Page<T> {
  const size = input.integer('PageSize', PAGE_SIZE) ?? PAGE_SIZE.max;
  const start = startOf(input.text('Marker'));
  const end = start + size;
  const nextMarker = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(start, end), nextMarker };
}

function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const start = Buffer.from(marker, 'base64url').toString();
  if (!/^\d{1,9}$/.test(start)) throw invalid(`Marker '${marker}' is not valid`);
  return Number(start);
}
