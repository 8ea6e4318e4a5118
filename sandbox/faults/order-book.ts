import type { SandboxClock } from '#sandbox/clock';
import { makeSelector } from './selection.ts';
import type { Selection, Selector } from './selection.ts';

/** A fault somebody wants: what it hits, what it does, and when. */
export interface Order<Match, Fault> {
  readonly match: Match;
  readonly fault: Fault;
  /** Default: every time. */
  readonly when?: Selection;
}

export interface PlacedOrder<Match, Fault> {
  readonly order: Order<Match, Fault>;
  /** How often something it could hit came by. */
  readonly matched: number;
  /** How often it struck. */
  readonly struck: number;
  /** Takes the order back; what it has begun goes on. */
  cancel(): void;
}

interface Entry<Match, Fault> extends PlacedOrder<Match, Fault> {
  matched: number;
  struck: number;
  readonly placedAt: number;
  readonly selector: Selector;
  /** What was decided, by {@link OrderBookOptions.identity}. */
  readonly decided: Map<string, boolean>;
}

export interface OrderBookOptions<Match, Subject> {
  readonly clock: SandboxClock;
  readonly matches: (match: Match, subject: Subject) => boolean;
  /** Subjects of one identity are one: an order decides and counts once, and holds to it. Default: each is its own. */
  readonly identity?: (subject: Subject) => string;
}

/** Faults by order: placed and taken back while everything runs. */
export class OrderBook<Match, Subject, Fault> {
  readonly #options: OrderBookOptions<Match, Subject>;
  #entries: readonly Entry<Match, Fault>[] = [];

  constructor(options: OrderBookOptions<Match, Subject>) {
    this.#options = options;
  }

  /** @throws RangeError when the selection makes no sense */
  order(order: Order<Match, Fault>): PlacedOrder<Match, Fault> {
    const entry: Entry<Match, Fault> = {
      order,
      matched: 0,
      struck: 0,
      placedAt: this.#options.clock.now(),
      selector: makeSelector(order.when ?? {}),
      decided: new Map(),
      cancel: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
    this.#entries = [...this.#entries, entry];
    return entry;
  }

  /** In the order they were placed. */
  orders(): readonly PlacedOrder<Match, Fault>[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }

  /** What strikes the one that comes by now; each order counts for itself. */
  strike(subject: Subject): readonly Fault[] {
    const hit = this.#entries.filter((entry) => this.#strikes(entry, subject));
    return hit.map(({ order }) => order.fault);
  }

  #strikes(entry: Entry<Match, Fault>, subject: Subject): boolean {
    const { clock, identity, matches } = this.#options;
    if (!matches(entry.order.match, subject)) return false;
    const key = identity?.(subject);
    const known = key === undefined ? undefined : entry.decided.get(key);
    if (known !== undefined) return known;
    entry.matched += 1;
    const strikes = entry.selector.strikes((clock.now() - entry.placedAt) * clock.speed);
    if (strikes) entry.struck += 1;
    if (key !== undefined) entry.decided.set(key, strikes);
    return strikes;
  }
}
