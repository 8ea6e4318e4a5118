import type { Evidence } from './compare.ts';
import { isForward } from './forward.ts';
import type { Kept } from './live-github.ts';
import { githubTells } from './weather.ts';

/** What a rollback must not have kept on GitHub, or has not kept though it could. */
export function wrongRecords(evidence: Evidence): string | undefined {
  const { before, after, runs } = evidence;
  const made = after.github.filter(({ id }) => before.github.every((known) => known.id !== id));
  for (const deployment of made) {
    const run = runs.find(({ from, to }) => deployment.number === to && deployment.rollbackOf === from);
    if (run === undefined || run.from === run.to) return `${told(deployment)} was kept on GitHub for nothing`;
    if (deployment.states.includes('success') && !runs.some(({ outcome }) => outcome === 'rolled-back'))
      return `${told(deployment)} is called a success on GitHub`;
  }
  for (const known of before.github) {
    const now = after.github.find(({ id }) => id === known.id);
    const wrong = now?.states.slice(known.states.length).find((state) => !maySay(state, known, evidence));
    if (wrong !== undefined) return `${told(known)} is called a ${wrong} on GitHub`;
  }
  return missing(made, evidence);
}

/** Of deployments that there were: that it was left, and what GitHub itself says of all but the newest success. */
function maySay(state: string, { number }: Kept, { runs, inputs, ...looks }: Evidence): boolean {
  if (state === 'inactive') return true;
  if (state !== 'failure' || number === undefined || inputs.dryRun) return false;
  return runs.some((run) => run.from === number && run.to !== number && !isForward(run, looks));
}

/** One that is over is kept once where a token and an environment are given, and GitHub answers. */
function missing(
  made: readonly Kept[],
  { runs, inputs, weather, histories, before, after }: Evidence,
): string | undefined {
  if (!inputs.token || inputs.environment === undefined || inputs.dryRun) return undefined;
  const gone = runs.filter((run) => run.outcome === 'rolled-back' && run.from !== run.to);
  if (made.length > gone.length + runs.filter(({ outcome }) => outcome !== 'rolled-back').length)
    return `the rollback was kept ${made.length} times on GitHub`;
  for (const run of gone) {
    if (made.some(({ number }) => number === run.to)) continue;
    const excused = run.log.some(
      (line) =>
        /The GitHub deployment of .* is not kept: /.test(line) &&
        (!githubTells(weather) || line.includes('no answer within')),
    );
    const image = after.revisions.get(run.to ?? 0)?.image;
    const nameless = histories.some(({ releases }) =>
      releases.some(({ number, sha }) => sha === undefined && before.revisions.get(number)?.image === image),
    );
    if (!excused && !nameless) return `the rollback to ${run.to ?? '-'} was not kept on GitHub`;
  }
  return undefined;
}

function told({ number, states }: Kept): string {
  return `a deployment of ${number ?? 'something else'} (${states.join(', ')})`;
}
