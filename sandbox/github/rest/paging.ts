import type { Json } from './model.ts';
import type { Reply } from './reply.ts';

export interface PageRequest {
  /** 1 is the first. */
  readonly number: number;
  /** 1 to 100. */
  readonly size: number;
  /** The caller named a page or a size. */
  readonly asked: boolean;
}

const DEFAULT_SIZE = 30;
const LARGEST = 100;

/**
 * More than 100 a page is taken for 100, and what is no number for the default, as GitHub does.
 * @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function pageRequest(query: URLSearchParams): PageRequest {
  return {
    number: positive(query.get('page')) ?? 1,
    size: Math.min(positive(query.get('per_page')) ?? DEFAULT_SIZE, LARGEST),
    asked: query.has('page') || query.has('per_page'),
  };
}

function positive(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly last: number;
}

export function pageOf<T>(all: readonly T[], { number, size }: PageRequest): Page<T> {
  return { items: all.slice((number - 1) * size, number * size), last: Math.max(1, Math.ceil(all.length / size)) };
}

/** An answer that is a plain list. */
export function listReply<T>(all: readonly T[], page: PageRequest, view: (item: T) => Json): Reply {
  const { items, last } = pageOf(all, page);
  return { status: 200, body: items.map(view), lastPage: last };
}

/** The `Link` header of one page, or undefined where there is one page only. */
export function linkHeader(url: URL, page: PageRequest, last: number): string | undefined {
  const { number } = page;
  const links = [
    ...(number > 1 ? [link(url, number - 1, 'prev')] : []),
    ...(number < last ? [link(url, number + 1, 'next'), link(url, last, 'last')] : []),
    ...(number > 1 ? [link(url, 1, 'first')] : []),
  ];
  return links.length === 0 ? undefined : links.join(', ');
}

function link(url: URL, page: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  return `<${target.href}>; rel="${rel}"`;
}
