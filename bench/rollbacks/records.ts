import type { Acted } from './act.ts';
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

/** One that is over is kept where a token and an environment are given, and GitHub answers; at most once a job. */
function missing(made: readonly Kept[], evidence: Evidence): string | undefined {
  const { runs, inputs } = evidence;
  if (!inputs.token || inputs.environment === undefined || inputs.dryRun) return undefined;
  if (made.length > runs.length) return `the rollback was kept ${made.length} times on GitHub`;
  const untold = runs.find(
    (run) =>
      run.outcome === 'rolled-back' &&
      run.from !== run.to &&
      made.every(({ number }) => number !== run.to) &&
      !couldNot(run, evidence) &&
      !isNameless(run, evidence),
  );
  return untold && `the rollback to ${untold.to ?? '-'} was not kept on GitHub`;
}

/** Did it say so, and is that to be believed. */
function couldNot({ log }: Acted, { weather }: Evidence): boolean {
  const told = log.filter((line) => /The GitHub deployment of .* is not kept: /.test(line));
  return told.some((line) => !githubTells(weather) || line.includes('no answer within'));
}

/** GitHub keeps deployments of commits only, and no tag of what was gone to, or of what that is a copy of, names one. */
function isNameless({ to = 0, source }: Acted, { histories, before, after }: Evidence): boolean {
  if (source === 'github-record') return false;
  const image = after.revisions.get(to)?.image;
  return histories.some(({ releases }) =>
    releases.some(({ number, sha }) => sha === undefined && before.revisions.get(number)?.image === image),
  );
}

function told({ number, states }: Kept): string {
  return `a deployment of ${number ?? 'something else'} (${states.join(', ')})`;
}
