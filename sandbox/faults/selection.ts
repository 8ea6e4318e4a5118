/** Which of the calls or tasks that match an order it strikes. All conditions that are given must hold; none means every one. */
export interface Selection {
  /** Leaves the ones before alone: 3 begins with the third. Default 1. */
  readonly from?: number;
  /** Only so many, counted after `from`. */
  readonly first?: number;
  /** Every Nth, counted after `from`: 3 strikes the 3rd, the 6th … */
  readonly every?: number;
  /** Begins so many milliseconds of AWS time after the order. */
  readonly afterMs?: number;
  /** Holds for so many milliseconds of AWS time, once it has begun. */
  readonly forMs?: number;
  /** The chance of each, from 0 to 1, by a generator of its own: the same `seed` chooses the same ones. */
  readonly probability?: number;
  readonly seed?: number;
}

/** Decides for one match after the other. */
export interface Selector {
  /** @param elapsedMs milliseconds of AWS time since the order */
  strikes(elapsedMs: number): boolean;
}

/** @throws RangeError naming the member that makes no sense */
export function makeSelector(selection: Selection): Selector {
  check(selection);
  const { from = 1, first = Infinity, every = 1, afterMs = 0, forMs = Infinity, probability = 1 } = selection;
  const random = seededRandom(selection.seed ?? 1);
  let matches = 0;
  return {
    strikes: (elapsedMs) => {
      if (elapsedMs < afterMs || elapsedMs >= afterMs + forMs) return false;
      matches += 1;
      const place = matches - from + 1;
      if (place < 1 || place > first || place % every !== 0) return false;
      return probability === 1 || random() < probability;
    },
  };
}

function check({ from, first, every, afterMs, forMs, probability }: Selection): void {
  for (const [name, value] of Object.entries({ from, first, every })) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1))
      throw new RangeError(`${name}: got ${value}; expected a whole number from 1`);
  }
  for (const [name, value] of Object.entries({ afterMs, forMs })) {
    if (value !== undefined && !(value >= 0)) throw new RangeError(`${name}: got ${value}; expected milliseconds`);
  }
  if (probability !== undefined && !(probability >= 0 && probability <= 1))
    throw new RangeError(`probability: got ${probability}; expected a number from 0 to 1`);
}

/** Mulberry32 (Tommy Ettinger, public domain): small, and good enough to choose calls by. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
