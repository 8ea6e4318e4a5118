import type { Environment } from './environment.ts';
import { releaseOf, type History, type Release } from './history.ts';
import type { Told } from './told.ts';

/** The service's deployments in an environment; none where nobody says in which to look. */
export function deploymentsOn({ told }: History, environment: Environment | undefined): readonly Told[] {
  return told.filter((each) => each.environment.name === environment?.name);
}

/**
 * A release by both records, the later word of which counts (README, "Where it goes"). On GitHub a `failure` speaks
 * against a release, and so does a rollback from it, whoever has recorded the release itself; going to a newer one does not.
 * @param environment where GitHub was asked; undefined: it was not
 */
export function known(
  history: History,
  { number, environment }: { readonly number: number; readonly environment: Environment | undefined },
): Release {
  const release = releaseOf(history, number);
  const told = deploymentsOn(history, environment);
  const own = told.filter((each) => each.number === number);
  const left = told.filter((each) => each.rollbackOf === number && isOlder(history, each.number, number));
  const failures = [...own.map(({ failedAt }) => failedAt), ...left.map(({ at }) => at)];
  return {
    ...release,
    sha: release.sha ?? own.at(-1)?.sha,
    environment: release.environment ?? (own.length > 0 ? environment?.tag : undefined),
    provenAt: latest([release.provenAt, ...own.map(({ succeededAt }) => succeededAt)]),
    failedAt: latest([release.failedAt, ...failures]),
  };
}

/** What was registered again is as old as what it is a copy of. */
function isOlder(history: History, number: number, than: number): boolean {
  const { image } = releaseOf(history, number);
  const first = history.releases.find((each) => each.image === image)?.number ?? number;
  return first < than;
}

function latest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
