import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { glob } from './glob.ts';
import { OrderBook } from './order-book.ts';
import { makeSelector, seededRandom } from './selection.ts';
import type { Selection } from './selection.ts';

const struckOf = (selection: Selection, times: readonly number[] = [0, 0, 0, 0, 0, 0]): readonly number[] => {
  const selector = makeSelector(selection);
  return times.flatMap((time, index) => (selector.strikes(time) ? [index + 1] : []));
};

describe('a selection', () => {
  it.each<[string, Selection, readonly number[]]>([
    ['without conditions strikes always', {}, [1, 2, 3, 4, 5, 6]],
    ['takes the first', { first: 2 }, [1, 2]],
    ['takes every second', { every: 2 }, [2, 4, 6]],
    ['begins with one', { from: 5 }, [5, 6]],
    ['counts from where it begins', { from: 3, first: 2 }, [3, 4]],
    ['counts every Nth from where it begins', { from: 2, every: 2 }, [3, 5]],
    ['counts so many, not so many strikes', { first: 4, every: 2 }, [2, 4]],
    ['never strikes at no chance', { probability: 0 }, []],
  ])('%s', (_name, selection, expected) => {
    expect(struckOf(selection)).toEqual(expected);
  });

  it('keeps to its time, and counts only within it', () => {
    const times = [0, 99, 100, 150, 199, 200];
    expect(struckOf({ afterMs: 100, forMs: 100 }, times)).toEqual([3, 4, 5]);
    expect(struckOf({ afterMs: 100, first: 1 }, times)).toEqual([3]);
  });

  it('chooses by chance, the same ones by the same seed', () => {
    const many = Array.from({ length: 2000 }, () => 0);
    const chosen = struckOf({ probability: 0.3, seed: 7 }, many);
    expect(chosen.length / many.length).toBeCloseTo(0.3, 1);
    expect(struckOf({ probability: 0.3, seed: 7 }, many)).toEqual(chosen);
    expect(struckOf({ probability: 0.3, seed: 8 }, many)).not.toEqual(chosen);
  });

  it.each<[Selection, RegExp]>([
    [{ first: 0 }, /first: got 0/],
    [{ every: 1.5 }, /every: got 1.5/],
    [{ from: -1 }, /from: got -1/],
    [{ afterMs: -1 }, /afterMs: got -1/],
    [{ forMs: NaN }, /forMs: got NaN/],
    [{ probability: 1.1 }, /probability: got 1.1/],
  ])('%j makes no sense', (selection, message) => {
    expect(() => makeSelector(selection)).toThrow(message);
  });
});

describe('seededRandom', () => {
  it('is spread over [0, 1)', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 1000 }, random);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
  });
});

describe('glob', () => {
  it.each([
    ['a.*', 'a.b', true],
    ['a.*', 'aXb', false],
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abbcd', false],
    ['a+(b)', 'a+(b)', true],
    ['a+(b)', 'aab', false],
  ])('%s, %s: %p', (pattern, text, expected) => {
    expect(glob(pattern).test(text)).toBe(expected);
  });
});

describe('an order book', () => {
  const make = (speed = 1) => {
    const clock = new FakeClock({ speed });
    return {
      clock,
      book: new OrderBook<string, string, string>({ clock, matches: (match, subject) => match === subject }),
    };
  };

  it('strikes what matches, in the order of the orders, and counts', () => {
    const { book } = make();
    const first = book.order({ match: 'a', fault: 'one' });
    const second = book.order({ match: 'a', fault: 'two', when: { every: 2 } });
    book.order({ match: 'b', fault: 'three' });
    expect([book.strike('a'), book.strike('a'), book.strike('c')]).toEqual([['one'], ['one', 'two'], []]);
    expect(first).toMatchObject({ matched: 2, struck: 2 });
    expect(second).toMatchObject({ matched: 2, struck: 1 });
    expect(book.orders().map(({ struck }) => struck)).toEqual([2, 1, 0]);
  });

  it('takes orders back, one or all', () => {
    const { book } = make();
    const one = book.order({ match: 'a', fault: 'one' });
    book.order({ match: 'a', fault: 'two' });
    one.cancel();
    expect(book.strike('a')).toEqual(['two']);
    book.clear();
    expect(book.strike('a')).toEqual([]);
    expect(one.struck).toBe(0);
  });

  it('measures in AWS time, from the order on', async () => {
    const { clock, book } = make(10);
    await clock.advance(5000);
    book.order({ match: 'a', fault: 'late', when: { afterMs: 1000 } });
    expect(book.strike('a')).toEqual([]);
    await clock.advance(999);
    expect(book.strike('a')).toEqual([]);
    await clock.advance(1);
    expect(book.strike('a')).toEqual(['late']);
  });
});
