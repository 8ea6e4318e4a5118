/**
 * Sends calls that end when `signal` aborts. The SDK reports an abort as an error of its own; what the caller needs is
 * why, so the promise rejects with the signal's reason then.
 */
export function endingWith(signal: AbortSignal | undefined): <T>(send: () => Promise<T>) => Promise<T> {
  return async (send) => {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  };
}

export interface Page {
  readonly items: readonly string[];
  readonly nextToken: string | undefined;
}

/** No list of ECS gives more at a time. */
const ITEMS_A_PAGE = 100;

/** Items of a list that comes in pages, at most `limit`. */
export async function pages(
  limit: number,
  read: (nextToken: string | undefined, maxResults: number) => Promise<Page>,
): Promise<readonly string[]> {
  const items: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await read(nextToken, Math.min(ITEMS_A_PAGE, limit - items.length));
    items.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined && items.length < limit);
  return items;
}

/** What is read of `items`, at most `size` of them in a call, in their order. */
export async function inChunks<T>(
  items: readonly string[],
  size: number,
  read: (chunk: string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let start = 0; start < items.length; start += size) {
    found.push(...(await read(items.slice(start, start + size))));
  }
  return found;
}
