import type { Environment } from './environment.ts';
import { releaseOf, type History } from './history.ts';
import type { Weather } from './weather.ts';

export type To =
  | { readonly kind: 'previous' }
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'number'; readonly number: number; readonly sign: boolean }
  | { readonly kind: 'revision'; readonly number: number };

/** What one rollback is asked for. */
export interface Inputs {
  readonly to: To;
  /** Number of a revision. */
  readonly onlyIfCurrent: number | undefined;
  readonly environment: Environment | undefined;
  readonly token: boolean;
  readonly allowMigrations: boolean;
  readonly cooldown: '0' | '24h';
  readonly dryRun: boolean;
  /** Id of the workflow run. */
  readonly run: string;
}

/** The same before the history is known: a share chooses among what there is then. */
export interface Wish {
  readonly to: Wanted['kind'];
  /** From 0 to 1: which release is named. */
  readonly which: number;
  readonly onlyIfCurrent: 'none' | 'current' | 'other';
  readonly environment: Environment | undefined;
  readonly token: boolean;
  readonly allowMigrations: boolean;
  readonly cooldown: '0' | '24h';
  readonly dryRun: boolean;
  readonly run: string;
  readonly weather: Weather;
}

type Wanted =
  | { readonly kind: 'previous' | 'full commit' | 'short commit' | 'strange commit' }
  | { readonly kind: 'number' | '#number' | 'revision' | 'strange revision' };

const NOBODYS_COMMIT = '0123456';

export function resolve(wish: Wish, history: History): Inputs {
  const { which, onlyIfCurrent, environment, token, allowMigrations, cooldown, dryRun, run } = wish;
  const { releases, current } = history;
  const number = 1 + Math.floor(which * releases.length);
  const expects = { none: undefined, current, other: number };
  const rest = { environment, token, allowMigrations, cooldown, dryRun, run };
  return { ...rest, to: resolveTo(wish.to, number, history), onlyIfCurrent: expects[onlyIfCurrent] };
}

function resolveTo(kind: Wanted['kind'], number: number, history: History): To {
  const { sha = NOBODYS_COMMIT } = releaseOf(history, number);
  switch (kind) {
    case 'previous':
      return { kind };
    case 'full commit':
      return { kind: 'commit', sha };
    case 'short commit':
      return { kind: 'commit', sha: sha.slice(0, 7) };
    case 'strange commit':
      return { kind: 'commit', sha: NOBODYS_COMMIT };
    case 'number':
      return { kind: 'number', number, sign: false };
    case '#number':
      return { kind: 'number', number, sign: true };
    case 'revision':
      return { kind: 'revision', number };
    case 'strange revision':
      return { kind: 'revision', number: 99 };
  }
}

/** As the step of a workflow has them. */
export function toStep(
  inputs: Inputs,
  { service, token }: { readonly service: string; readonly token: string },
): Readonly<Record<string, string>> {
  const { to, onlyIfCurrent, environment } = inputs;
  return {
    service,
    to: written(to, service),
    cooldown: inputs.cooldown,
    'wait-for-minutes': '120',
    'allow-migrations': String(inputs.allowMigrations),
    'dry-run': String(inputs.dryRun),
    ...(onlyIfCurrent === undefined ? {} : { 'only-if-current': `${service}:${onlyIfCurrent}` }),
    ...(environment === undefined ? {} : { environment: environment.name }),
    ...(environment !== undefined && inputs.token ? { token } : {}),
  };
}

function written(to: To, service: string): string {
  switch (to.kind) {
    case 'previous':
      return 'previous';
    case 'commit':
      return to.sha;
    case 'number':
      return `${to.sign ? '#' : ''}${to.number}`;
    case 'revision':
      return `${service}:${to.number}`;
  }
}
