import { DEFECT, type Acted } from './act.ts';
import { haveCrossed } from './crossed.ts';
import { isForward } from './forward.ts';
import { releaseOf, type History } from './history.ts';
import type { Inputs } from './inputs.ts';
import { silenceOf, unsureOf } from './log-says.ts';
import { wrongRecords } from './records.ts';
import { expected, type Expected, type Knowledge } from './rule.ts';
import { changes, type Changes, type Others, type Snapshot } from './snapshot.ts';
import { githubTells, type Weather } from './weather.ts';

export interface Evidence {
  readonly inputs: Inputs;
  readonly weather: Weather;
  /** As the service may have been when the action looked at it first; the likeliest first. */
  readonly histories: readonly History[];
  /** Of the action; more than one where it was started twice at once. */
  readonly runs: readonly Acted[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly others: Others;
}

/** What is right, and whether AWS let the action find out. */
export type Judged =
  | { readonly verdict: 'right'; readonly expected: Expected }
  /** It was told that AWS does not answer, nothing was changed, and it said so. */
  | { readonly verdict: 'gave up' }
  /** Two jobs that ECR told different things went to two releases, and neither could see the request of the other. */
  | { readonly verdict: 'crossed' }
  | { readonly verdict: 'wrong'; readonly why: string };

/** What is wrong about a rollback, by the history of the service and by what ECS itself saw of it. */
export function judge(evidence: Evidence): Judged {
  const { runs } = evidence;
  const done = changes(evidence.before, evidence.after, evidence.others);
  const crossed = done.requests === 2 && haveCrossed(evidence);
  if (done.requests > 1 && !crossed) return wrong(`${done.requests} requests changed the service`);
  const fitting: Expected[] = [];
  for (const run of runs) {
    if (run.error.startsWith(DEFECT)) return wrong(run.error);
    const silent = wrongSilence(run, evidence);
    if (silent !== undefined) return wrong(silent);
    if (done.requests === 0 && gaveUp(run)) continue;
    const fit = fitOf(run, evidence);
    if (fit === undefined) return wrong(`${tell(run)}, right was ${rightOnes(run, evidence)}`);
    fitting.push(fit);
    if (run.outcome === 'rolled-back' && !run.served && !replaced(run, evidence))
      return wrong(`${tell(run)}, and ECS does not say so`);
  }
  const why = wrongChanges(done, fitting, evidence) ?? missingMarks(evidence) ?? wrongRecords(evidence);
  if (why !== undefined) return wrong(why);
  if (crossed) return { verdict: 'crossed' };
  const [first] = fitting;
  return first === undefined ? { verdict: 'gave up' } : { verdict: 'right', expected: first };
}

function wrong(why: string): Judged {
  return { verdict: 'wrong', why };
}

function gaveUp({ outcome, error }: Acted): boolean {
  return (
    (outcome === '' || outcome === 'failed') &&
    /Rate exceeded|unknown error, exception or failure|internal error|InternalServer|ECONNRESET|socket hang up/i.test(
      error,
    )
  );
}

/** What could be known: not what ECR and GitHub, when they were asked, did not tell. */
function knowledgeOf(run: Acted, history: History, { inputs, weather }: Evidence): Knowledge {
  const asked = inputs.token && inputs.environment !== undefined;
  const github = asked && silenceOf(run) === undefined;
  return { history, inputs, unsure: unsureOf(run), github, denied: weather.denied };
}

/** Nobody may say that GitHub is silent who did not ask, or asked when it answers; it may be slow. */
function wrongSilence(run: Acted, { inputs, weather }: Evidence): string | undefined {
  const why = silenceOf(run);
  if (why === undefined) return undefined;
  if (!inputs.token || inputs.environment === undefined)
    return why.includes('not both given') ? undefined : `GitHub was asked, which nobody wanted: ${why}`;
  if (why.includes('no answer within')) return undefined;
  return githubTells(weather) ? `GitHub's record was left aside: ${why}` : undefined;
}

/** What the run did right, by one of the histories. */
function fitOf(run: Acted, evidence: Evidence): Expected | undefined {
  for (const history of evidence.histories) {
    const right = expected(knowledgeOf(run, history, evidence));
    if (fits(run, { right, history }, evidence)) return right;
  }
  return undefined;
}

function fits(
  run: Acted,
  { right, history }: { readonly right: Expected; readonly history: History },
  evidence: Evidence,
): boolean {
  const { outcome, from, to, error } = run;
  const { dryRun } = evidence.inputs;
  // What has lost its image may not start, whoever has begun it: since ECR did not tell, or nobody asked it.
  const mayNotStart = 'to' in right && history.gone.has(releaseOf(history, right.to).image);
  const didNotStart = mayNotStart && (outcome === 'failed' || outcome === 'timed-out');
  switch (right.kind) {
    case 'go':
      if (from !== history.current || !isTarget(to, { number: right.to, history }, evidence)) return false;
      if (dryRun) return outcome === 'dry-run';
      if (outcome === 'superseded') return overtaken(run, evidence);
      if (didNotStart) return true;
      // What is under way may be completed before it is stopped; the hint is to run it again.
      if (outcome === 'failed') return history.underWay !== undefined && error.includes('before it could be stopped');
      return outcome === 'rolled-back';
    case 'follow':
      return to === right.to && (didNotStart || outcome === (dryRun ? 'dry-run' : 'rolled-back'));
    case 'nothing':
      return outcome === 'nothing-to-do';
    case 'superseded':
      return outcome === 'superseded';
    case 'refuse':
      return (outcome === '' || outcome === 'failed') && to === undefined && error !== '';
  }
}

/** A deregistered release is gone to as a revision of its own. */
function isTarget(
  to: number | undefined,
  { number, history }: { readonly number: number; readonly history: History },
  { inputs, before, after }: Evidence,
): boolean {
  if (releaseOf(history, number).active || inputs.dryRun) return to === number;
  if (to === undefined || before.revisions.has(to)) return false;
  return after.revisions.get(to)?.image === before.revisions.get(number)?.image;
}

/** Did somebody deploy, or the other one of two rollbacks go to another revision: of two copies, or of two unsure ones. */
function overtaken(run: Acted, { others, runs }: Evidence): boolean {
  return others.deployed.size > 0 || runs.some((other) => other.outcome !== 'superseded' && other.to !== run.to);
}

/** Did somebody else take the place of what had been gone back to. */
function replaced(run: Acted, { after, others }: Evidence): boolean {
  if (others.deployed.size === 0) return false;
  return after.deployments.some(
    ({ taskDefinition, status, finishedAt = 0 }) =>
      taskDefinition.endsWith(`:${run.to ?? ''}`) && status === 'SUCCESSFUL' && finishedAt > run.startedAt,
  );
}

/** What must not have been written. */
function wrongChanges(
  { requests, registered, tags }: Changes,
  fitting: readonly Expected[],
  evidence: Evidence,
): string | undefined {
  const { inputs, histories, runs } = evidence;
  const goes = !inputs.dryRun && fitting.some(({ kind }) => kind === 'go');
  const follows = !inputs.dryRun && fitting.some(({ kind }) => kind === 'follow');
  if (requests > 0 && !goes) return 'the service was changed though nothing was to be done';
  const anew = fitting.some(
    (fit) => fit.kind === 'go' && histories.some((one) => one.releases[fit.to - 1]?.active === false),
  );
  if (registered.length > 0 && !(goes && anew)) return `revision ${registered.join(', ')} was registered for nothing`;
  const begun = requests > 0 || follows ? runs.filter(({ from, to }) => to !== undefined && from !== to) : [];
  for (const { number, key } of tags) {
    const allowed =
      key === 'cicd:failed'
        ? begun.some((run) => run.from === number && !isForward(run, evidence))
        : key === 'cicd:restored' && begun.some((run) => run.to === number);
    if (!allowed) return `${key} of revision ${number} was changed`;
  }
  return undefined;
}

/** What is written when a rollback has succeeded: else the next one goes back to the bad release. */
function missingMarks(evidence: Evidence): string | undefined {
  const { runs, after } = evidence;
  for (const run of runs) {
    const { outcome, from, to, log, startedAt } = run;
    if (outcome !== 'rolled-back' || from === undefined || to === undefined || from === to) continue;
    const written = (number: number, key: string): boolean =>
      Date.parse(after.revisions.get(number)?.tags.get(key)?.split(' ')[0] ?? '') >= startedAt;
    const excused = (words: string): boolean => log.some((line) => line.includes(words));
    if (!isForward(run, evidence) && !written(from, 'cicd:failed') && !excused('could not be marked as bad'))
      return `revision ${from} was not marked as bad`;
    if (!written(to, 'cicd:restored') && !excused('could not be marked as gone back to'))
      return `revision ${to} was not marked as gone back to`;
  }
  return undefined;
}

function tell({ outcome, from, to, error }: Acted): string {
  const why = error === '' ? '' : ` ("${error}")`;
  return `${outcome === '' ? 'error' : outcome}${why} from ${from ?? '-'} to ${to ?? '-'}`;
}

function rightOnes(run: Acted, evidence: Evidence): string {
  const { histories } = evidence;
  const rights = histories.map((history) => expected(knowledgeOf(run, history, evidence)));
  return rights.map((right, place) => `${written(right)} from ${histories[place]?.current ?? '-'}`).join(' or ');
}

function written(right: Expected): string {
  if (right.kind === 'refuse') return `refuse, for ${right.why}`;
  return 'to' in right ? `${right.kind} to ${right.to}` : right.kind;
}
