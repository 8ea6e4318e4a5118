import { isDeepStrictEqual } from 'node:util';
import { predicateOf } from './conditions.ts';
import type { Predicate, RoutedRequest } from './conditions.ts';
import type { FixedResponseAction, RedirectAction, Routing, RoutingAction } from './routing.ts';
import { WeightedChoice } from './weighted-choice.ts';

/** What becomes of one request. */
export type Decision = ToGroup | FixedResponseAction | RedirectAction;

export interface ToGroup {
  readonly kind: 'forward';
  /** Undefined when the weights of all groups are 0. */
  readonly groupId: string | undefined;
}

interface Entry {
  readonly predicates: readonly Predicate[];
  readonly action: RoutingAction;
  readonly choice: WeightedChoice;
}

/** The rules of one listener. New ones hold for the next request, on connections kept alive as well. */
export class RouteTable {
  #rules: readonly Entry[] = [];
  #default: Entry;
  /** By rule. */
  #choices = new Map<string, WeightedChoice>();

  constructor(routing: Routing) {
    this.#default = this.#entry({ ...routing.default, conditions: [] });
    this.replace(routing);
  }

  replace(routing: Routing): void {
    this.#rules = routing.rules.map((rule) => this.#entry(rule));
    this.#default = this.#entry({ ...routing.default, conditions: [] });
    const present = new Set([...routing.rules, routing.default].map(({ ruleId }) => ruleId));
    for (const ruleId of this.#choices.keys()) if (!present.has(ruleId)) this.#choices.delete(ruleId);
  }

  decide(request: RoutedRequest): Decision {
    const rule = this.#rules.find(({ predicates }) => predicates.every((holds) => holds(request)));
    const { action, choice } = rule ?? this.#default;
    return action.kind === 'forward' ? { kind: 'forward', groupId: choice.next() } : action;
  }

  #entry({ ruleId, conditions, action }: Routing['rules'][number]): Entry {
    return { predicates: conditions.map(predicateOf), action, choice: this.#choice(ruleId, action) };
  }

  /** A round goes on when other parts of the routing change; new weights begin a new one. */
  #choice(ruleId: string, action: RoutingAction): WeightedChoice {
    const groups = action.kind === 'forward' ? action.groups : [];
    const known = this.#choices.get(ruleId);
    if (known && isDeepStrictEqual(known.groups, groups)) return known;
    const choice = new WeightedChoice(groups);
    this.#choices.set(ruleId, choice);
    return choice;
  }
}
