import { print } from '../table.ts';
import type { Environment } from './environment.ts';
import { happen } from './happen.ts';
import { begin, type History } from './history.ts';
import type { RollbackPlan } from './plan.ts';
import { expected } from './rule.ts';
import { FAIR } from './weather.ts';

/** A way to choose what to go back to, by the history alone; undefined: it finds none. */
export type Chooser = (history: History) => number | undefined;

/** The revision with the number before. */
export function revisionMinusOne({ current }: History): number | undefined {
  return current > 1 ? current - 1 : undefined;
}

/** Whatever was completed last before, which after a rollback is what was left as bad: undone twice, it is back. */
export function whateverRanBefore({ completed, current }: History): number | undefined {
  return completed.findLast(({ number }) => number !== current)?.number;
}

/**
 * The release before the current one, by the rule; undefined where there is none that is known to be good.
 * @param environment whose GitHub deployments tell of releases. Default: GitHub is not asked
 */
export function previousByRule(history: History, environment?: Environment): number | undefined {
  const github = environment !== undefined;
  const inputs = {
    to: { kind: 'previous' },
    onlyIfCurrent: undefined,
    environment,
    token: github,
    allowMigrations: false,
    cooldown: '0',
    dryRun: false,
    run: '',
  } as const;
  const right = expected({ history, inputs, unsure: new Set(), github, denied: FAIR.denied });
  return right.kind === 'go' ? right.to : undefined;
}

/** The whole history of a plan, where every rollback in it is right. */
export function historyOf({ first, events }: Pick<RollbackPlan, 'first' | 'events'>): History {
  return events.reduce(happen, begin(first));
}

export interface Rate {
  /** Histories in which a release can be gone back to, and those of them in which another one would be chosen. */
  readonly some: number;
  readonly other: number;
  /** Histories in which there is none, and those of them in which one would be chosen all the same. */
  readonly none: number;
  readonly one: number;
}

export function rateOf(choose: Chooser, plans: readonly RollbackPlan[]): Rate {
  const pairs = plans.map((plan) => {
    const { environment, token } = plan.wish;
    const history = historyOf(plan);
    return { right: previousByRule(history, token ? environment : undefined), choice: choose(history) };
  });
  const some = pairs.filter(({ right }) => right !== undefined);
  const none = pairs.filter(({ right }) => right === undefined);
  return {
    some: some.length,
    other: some.filter(({ right, choice }) => right !== choice).length,
    none: none.length,
    one: none.filter(({ choice }) => choice !== undefined).length,
  };
}

/** How often the choices of other ways back would have been wrong in the same histories. */
export function tellNaive(plans: readonly RollbackPlan[]): void {
  const choosers = { 'revision minus one': revisionMinusOne, 'whatever ran before': whateverRanBefore };
  console.log();
  print(
    ['another choice', 'another release than the right one', 'one, where there is none to go back to'],
    Object.entries(choosers).map(([name, choose]) => {
      const { some, other, none, one } = rateOf(choose, plans);
      return [name, `${other} of ${some}`, `${one} of ${none}`];
    }),
  );
}
