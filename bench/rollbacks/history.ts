import type { Environment } from './environment.ts';
import { changed, newestOf, opened, type Told } from './told.ts';

/** A revision of the service's family, and what its record says. Times are moments of the history, counted from 1. */
export interface Release {
  readonly number: number;
  readonly sha: string | undefined;
  /** As the tag has it. */
  readonly environment: string | undefined;
  readonly migrations: boolean;
  /** Number of the revision that was completed last when this one was registered. */
  readonly previous: number | undefined;
  readonly provenAt: number | undefined;
  readonly failedAt: number | undefined;
  readonly restored: Restored | undefined;
  /** Deregistered ones are not. */
  readonly active: boolean;
  /** Number of the revision that its image was built for. */
  readonly image: number;
}

export interface Restored {
  readonly from: number;
  /** Id of the workflow run. */
  readonly run: string;
  /** More than a day ago, by the clock. */
  readonly longAgo: boolean;
}

/** A deployment that ECS completed. */
export interface Completed {
  readonly number: number;
  readonly began: number;
  readonly ended: number;
}

/** Why what is PRIMARY is not completed. */
export type UnderWay =
  /** Somebody deploys it in place of another. */
  | { readonly kind: 'deployed'; readonly left: number }
  /** Somebody deploys it in place of another, and has asked for the way back, which ECS has not begun yet. */
  | { readonly kind: 'stopping'; readonly left: number }
  /** ECS takes another one back to it. */
  | { readonly kind: 'turning-back'; readonly left: number };

/** All that has happened to a service, as its own account keeps it: what is right and wrong is told from it alone. */
export interface History {
  readonly moment: number;
  /** By number, from 1. */
  readonly releases: readonly Release[];
  /** Oldest first. */
  readonly completed: readonly Completed[];
  /** Number of the revision that is PRIMARY. */
  readonly current: number;
  readonly underWay: UnderWay | undefined;
  /** Numbers of the revisions whose images are gone. */
  readonly gone: ReadonlySet<number>;
  /** The service's deployments on GitHub, oldest first. */
  readonly told: readonly Told[];
}

/** What a pipeline says of a release when it registers it. */
export interface Registration {
  readonly sha: string | undefined;
  readonly environment: string | undefined;
  readonly migrations: boolean;
  /** Does it write the record at all. */
  readonly tagged: boolean;
  /** Where it keeps a GitHub deployment; undefined: nowhere. */
  readonly told: Environment | undefined;
}

export function begin(first: Registration): History {
  const empty: History = {
    moment: 0,
    releases: [],
    completed: [],
    current: 0,
    underWay: undefined,
    gone: new Set(),
    told: [],
  };
  return complete(register(empty, first), 1);
}

/** A new revision, deployed by nobody yet. */
export function register(history: History, registration: Registration): History {
  const { tagged, sha, told: environment } = registration;
  const number = history.releases.length + 1;
  const moment = history.moment + 1;
  const release: Release = {
    number,
    sha: tagged ? sha : undefined,
    environment: tagged ? registration.environment : undefined,
    migrations: tagged && registration.migrations,
    previous: tagged ? history.completed.at(-1)?.number : undefined,
    provenAt: undefined,
    failedAt: undefined,
    restored: undefined,
    active: true,
    image: number,
  };
  // GitHub keeps deployments of commits only.
  const told =
    environment === undefined || sha === undefined
      ? history.told
      : opened(history.told, { number, sha, environment, at: moment, rollbackOf: undefined });
  return { ...history, moment, releases: [...history.releases, release], told };
}

/** A deployment of a revision that ECS completed; without one, the service has come back to it. */
export function complete(history: History, number: number): History {
  const { moment } = history;
  const completed = [...history.completed, { number, began: moment + 1, ended: moment + 2 }];
  return { ...history, moment: moment + 2, completed, current: number, underWay: undefined };
}

/** ECS has begun to deploy a revision, or to take another one back. */
export function start(history: History, number: number, kind: UnderWay['kind'] = 'deployed'): History {
  const underWay = { kind, left: history.current };
  return { ...history, moment: history.moment + 1, current: number, underWay };
}

/** What is under way is over: a deployment is completed, or the former one is back, which ECS counts as none. */
export function arrive(history: History): History {
  const { underWay, current } = history;
  if (underWay?.kind === 'deployed') return complete(history, current);
  return { ...history, moment: history.moment + 1, underWay: undefined };
}

/** Changes what is known of one release. */
export function amend(history: History, number: number, change: (moment: number) => Partial<Release>): History {
  const moment = history.moment + 1;
  const releases = history.releases.map((each) => (each.number === number ? { ...each, ...change(moment) } : each));
  return { ...history, moment, releases };
}

/** Says on GitHub how a release did; nothing where it has no deployment there. */
export function tell(history: History, number: number, what: 'succeededAt' | 'failedAt'): History {
  const moment = history.moment + 1;
  const deployment = newestOf(history.told, number);
  if (deployment === undefined) return history;
  return { ...history, moment, told: changed(history.told, deployment.id, { [what]: moment }) };
}

export function loseImage(history: History, number: number): History {
  return { ...history, gone: new Set([...history.gone, releaseOf(history, number).image]) };
}

/** @throws RangeError when there is no such revision */
export function releaseOf({ releases }: Pick<History, 'releases'>, number: number): Release {
  const release = releases[number - 1];
  if (release === undefined) throw new RangeError(`there is no revision ${number}`);
  return release;
}

export function currentOf(history: History): Release {
  return releaseOf(history, history.current);
}

export interface RollingBack {
  readonly to: number;
  readonly run: string;
  /** Number of the revision gone to. Default: the target, or the next one where that is deregistered. */
  readonly arrived?: number;
  /** Number of the newest revision there is then. Default: what is gone to. */
  readonly newest?: number;
  /** Tags that could not be written. */
  readonly unwritten?: readonly ('failed' | 'restored')[];
}

/**
 * All that a rollback writes into tags, and a deregistered release anew; more than once where answers were lost.
 * @returns the history, and what it goes to
 */
export function rollBack(
  history: History,
  { to, run, arrived, newest, unwritten = [] }: RollingBack,
): { readonly history: History; readonly arrived: number } {
  const from = history.current;
  const target = releaseOf(history, to);
  const { length } = history.releases;
  const there = arrived ?? (target.active ? to : length + 1);
  const copies = Array.from({ length: Math.max(0, (newest ?? there) - length) }, (_, place) => length + 1 + place);
  const copied = copies.map((number): Release => ({ ...target, number, active: true }));
  const registered = { ...history, releases: [...history.releases, ...copied] };
  // Who goes forward corrects a rollback by mistake.
  const left =
    to > from || unwritten.includes('failed') ? registered : amend(registered, from, (failedAt) => ({ failedAt }));
  const told = unwritten.includes('restored')
    ? left
    : amend(left, there, () => ({ restored: { from, run, longAgo: false } }));
  return { history: told, arrived: there };
}
