/** Chance that comes out the same for the same seed, so that a failing case can be run again. */
export interface Chance {
  /** From 0 up to 1, exclusive. */
  readonly next: () => number;
  /** From `min` to `max`, both included. */
  readonly integer: (min: number, max: number) => number;
  /** @throws {RangeError} when there is nothing to pick from */
  readonly pick: <T>(items: readonly T[]) => T;
  /** True in `share` of all cases. */
  readonly maybe: (share?: number) => boolean;
  readonly shuffled: <T>(items: readonly T[]) => T[];
}

/** mulberry32, of Tommy Ettinger. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    maybe: (share = 0.5) => next() < share,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[integer(0, items.length - 1)] as (typeof items)[number]; // the index is within the list
    },
    shuffled: (items) => {
      const left = [...items];
      return items.flatMap(() => left.splice(integer(0, left.length - 1), 1));
    },
  };
}
