import type { WeightedGroup } from './routing.ts';

/**
 * Smooth weighted round robin: no randomness, so that in every round of as many choices as the weights add up to (less a
 * common divisor) each group comes exactly as often as its weight says, and the rarer ones are spread over the round.
 */
export class WeightedChoice {
  readonly groups: readonly WeightedGroup[];
  readonly #credits: number[];
  readonly #total: number;

  constructor(groups: readonly WeightedGroup[]) {
    this.groups = groups;
    this.#credits = groups.map(() => 0);
    this.#total = groups.reduce((sum, { weight }) => sum + weight, 0);
  }

  /** Undefined when no group has a weight. */
  next(): string | undefined {
    let best: { readonly index: number; readonly credit: number; readonly groupId: string } | undefined;
    for (const [index, { groupId, weight }] of this.groups.entries()) {
      if (weight === 0) continue;
      const credit = (this.#credits[index] ?? 0) + weight;
      this.#credits[index] = credit;
      if (best === undefined || credit > best.credit) best = { index, credit, groupId };
    }
    if (best !== undefined) this.#credits[best.index] = best.credit - this.#total;
    return best?.groupId;
  }
}
