import { describe, expect, it } from '@jest/globals';
import { endingWith, inChunks, pages } from './calls.ts';

describe('endingWith', () => {
  it('hands answers and errors through, and gives why it was cancelled in the place of the error of the SDK', async () => {
    const controller = new AbortController();
    const call = endingWith(controller.signal);
    expect(await call(() => Promise.resolve(1))).toBe(1);
    await expect(call(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    const underWay = call(() => {
      controller.abort(new Error('cancelled'));
      return Promise.reject(new Error('AbortError'));
    });
    await expect(underWay).rejects.toThrow('cancelled');
    let sent = 0;
    await expect(call(() => Promise.resolve((sent += 1)))).rejects.toThrow('cancelled');
    expect(sent).toBe(0);
  });
});

describe('pages', () => {
  it('reads to the last page, or to the limit, asking for no more than is wanted', async () => {
    const asked: (readonly [string | undefined, number])[] = [];
    const read = (nextToken: string | undefined, maxResults: number) => {
      asked.push([nextToken, maxResults]);
      const page = Number(nextToken ?? 0);
      return Promise.resolve({ items: [`item ${page}`], nextToken: page < 2 ? String(page + 1) : undefined });
    };
    expect(await pages(Infinity, read)).toEqual(['item 0', 'item 1', 'item 2']);
    expect(asked.map(([, most]) => most)).toEqual([100, 100, 100]);
    asked.length = 0;
    expect(await pages(2, read)).toEqual(['item 0', 'item 1']);
    expect(asked).toEqual([
      [undefined, 2],
      ['1', 1],
    ]);
  });
});

describe('inChunks', () => {
  it('keeps the order, and asks nothing for nothing', async () => {
    const chunks: (readonly string[])[] = [];
    const read = (chunk: readonly string[]) => {
      chunks.push(chunk);
      return Promise.resolve(chunk.map((item) => item.toUpperCase()));
    };
    expect(await inChunks(['a', 'b', 'c'], 2, read)).toEqual(['A', 'B', 'C']);
    expect(chunks).toEqual([['a', 'b'], ['c']]);
    expect(await inChunks([], 2, read)).toEqual([]);
    expect(chunks).toHaveLength(2);
  });
});
