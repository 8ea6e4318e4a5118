import { codeDeployError } from './errors.ts';

const pageSize = 100;

/**
 * One page of a list; the token says where the next one begins.
 * @throws InvalidNextTokenException
 */
export function pageOf<T>(
  items: readonly T[],
  token: string | undefined,
): { readonly items: readonly T[]; readonly nextToken?: string } {
  const start = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(start))
    throw codeDeployError('InvalidNextToken', 'The next token was specified in an invalid format.');
  const end = start + pageSize;
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextToken: `page-${end}` } : { items: page };
}
