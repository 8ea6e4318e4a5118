import { currentOf, releaseOf, type History, type Release } from './history.ts';
import { deploymentsOn, known } from './github-says.ts';
import type { Inputs } from './inputs.ts';
import type { Denied } from './weather.ts';

/**
 * What a rollback has to do: the rule of rollback/README.md, written down a second time over the whole history, which
 * shares no line with what it judges.
 */
export type Expected =
  | { readonly kind: 'go'; readonly to: number }
  /** The release wanted is being deployed, or gone back to, by somebody else. */
  | { readonly kind: 'follow'; readonly to: number }
  | { readonly kind: 'nothing' }
  /** A rollback to another release is under way. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'refuse'; readonly why: string };

export interface Knowledge {
  readonly history: History;
  readonly inputs: Inputs;
  /** Numbers of the revisions of which ECR did not tell whether their images are there. */
  readonly unsure: ReadonlySet<number>;
  /** Did GitHub tell its record, were it asked. */
  readonly github: boolean;
  readonly denied: Denied;
}

/** Must a release say that it is of the environment the user names, or must it only not say that it is of another. */
type Strictness = 'says so' | 'does not deny it';

class Refusal extends Error {}

export function expected(knowledge: Knowledge): Expected {
  try {
    return decide(knowledge);
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refuse', why: error.message };
    throw error;
  }
}

function decide(knowledge: Knowledge): Expected {
  const { history, inputs } = knowledge;
  const { current, underWay } = history;
  const knows = inputs.onlyIfCurrent === current;
  const left = knows ? undefined : wayBackFrom(history);
  if (left !== undefined && (inputs.onlyIfCurrent === undefined || inputs.onlyIfCurrent === left)) {
    const to = inputs.to.kind === 'previous' ? current : named(knowledge).number;
    return to === current ? { kind: 'follow', to } : { kind: 'superseded' };
  }
  if (inputs.onlyIfCurrent !== undefined && !knows) return { kind: 'nothing' };
  const cooling = coolDown(history, inputs);
  if (cooling !== undefined) return cooling;
  const { number: to } = inputs.to.kind === 'previous' ? previous(knowledge) : named(knowledge);
  if (to === current) return underWay === undefined || inputs.dryRun ? { kind: 'nothing' } : { kind: 'follow', to };
  const elsewhere = underWay?.kind === 'turning-back' || (underWay?.kind === 'stopping' && underWay.left !== to);
  return elsewhere && !inputs.dryRun ? { kind: 'superseded' } : { kind: 'go', to };
}

/** The release that a rollback under way leaves. One by somebody's hand goes to an older release that was proven. */
function wayBackFrom(history: History): number | undefined {
  const { current, underWay } = history;
  if (underWay === undefined || underWay.kind === 'stopping') return undefined;
  const { left } = underWay;
  const to = currentOf(history);
  const isBack = underWay.kind === 'turning-back' || to.restored?.from === left || (current < left && isProven(to));
  return isBack ? left : undefined;
}

function coolDown(history: History, { to, cooldown, dryRun, run }: Inputs): Expected | undefined {
  const { restored } = currentOf(history);
  if (to.kind !== 'previous' || cooldown === '0' || dryRun || restored === undefined || restored.longAgo)
    return undefined;
  return restored.run === run ? { kind: 'nothing' } : { kind: 'refuse', why: 'it cools down' };
}

function previous(knowledge: Knowledge): Release {
  const { history } = knowledge;
  const target =
    replaced(knowledge) ??
    justBefore(knowledge) ??
    lastProven(knowledge) ??
    provenOnGithub(knowledge) ??
    lastDeployed(knowledge) ??
    recorded(knowledge);
  if (target === undefined) throw new Refusal('there is none');
  return notAcrossMigrations(target, history, knowledge.inputs);
}

/** README: the release that the deployment under way came from, proven since it was deployed. */
function replaced(knowledge: Knowledge): Release | undefined {
  const { history, unsure } = knowledge;
  const { completed, underWay } = history;
  if (underWay?.kind !== 'deployed') return undefined;
  const release = releaseOf(history, underWay.left);
  const began = completed.findLast(({ number }) => number === underWay.left)?.began ?? Infinity;
  if (!release.active || !isProven(release) || (release.provenAt ?? 0) <= began || unsure.has(release.number))
    return undefined;
  return fits(release, knowledge) ? release : undefined;
}

/** README: the release in `cicd:previous`, proven since it was deployed, when ECS completed no other since. */
function justBefore(knowledge: Knowledge): Release | undefined {
  const { history, unsure, denied } = knowledge;
  const { completed, current } = history;
  const { previous: number } = currentOf(history);
  if (number === undefined || denied === 'ECS.ListServiceDeployments') return undefined;
  const others =
    completed.at(-1)?.number === current && history.underWay === undefined ? completed.slice(0, -1) : completed;
  const before = others.at(-1);
  const release = releaseOf(history, number);
  const once = !others.some((deployment) => deployment.number === current);
  if (before?.number !== number || !once || unsure.has(number) || !release.active) return undefined;
  return isProven(release) && (release.provenAt ?? 0) > before.began && fits(release, knowledge) ? release : undefined;
}

function lastProven(knowledge: Knowledge): Release | undefined {
  const { history, denied } = knowledge;
  if (denied === 'ECS.ListTaskDefinitions') return undefined;
  const proven = history.releases.filter((each) => each.active && isProven(each) && mayBe(each, knowledge));
  return runnable(byProof(proven), knowledge);
}

/** README: proven by a success on GitHub that nothing speaks against since, there or in the tags. */
function provenOnGithub(knowledge: Knowledge): Release | undefined {
  const { history, inputs, github } = knowledge;
  if (!github) return undefined;
  const succeeded = deploymentsOn(history, inputs.environment).filter((each) => each.succeededAt !== undefined);
  const releases = [...new Set(succeeded.map(({ number }) => number))].map((number) => asKnown(number, knowledge));
  const proven = byProof(releases.filter((each) => isProven(each) && mayBe(each, knowledge)));
  return activeFirst(proven, knowledge);
}

function lastDeployed(knowledge: Knowledge): Release | undefined {
  const { history, denied } = knowledge;
  if (denied === 'ECS.ListServiceDeployments') return undefined;
  const numbers = new Set(history.completed.toSorted((a, b) => b.ended - a.ended).map(({ number }) => number));
  const releases = [...numbers].map((number) => asKnown(number, knowledge));
  const possible = releases.filter((each) => mayBe(each, knowledge, 'does not deny it'));
  return activeFirst(
    possible.filter((each) => each.active || isProven(each)),
    knowledge,
  );
}

/** What was completed when the current release was registered; a deregistered one only where it is proven. */
function recorded(knowledge: Knowledge): Release | undefined {
  const number = currentOf(knowledge.history).previous;
  if (number === undefined) return undefined;
  const release = asKnown(number, knowledge);
  const stands = release.active || isProven(release);
  return stands && fits(release, knowledge, 'does not deny it') ? release : undefined;
}

/** A release as its tags tell, and GitHub where that was asked. */
function asKnown(number: number, { history, inputs, github }: Knowledge): Release {
  return known(history, { number, environment: github ? inputs.environment : undefined });
}

function byProof(proven: readonly Release[]): readonly Release[] {
  return proven.toSorted((a, b) => (b.provenAt ?? 0) - (a.provenAt ?? 0));
}

/** A deregistered one is taken where there is no active one that can run. */
function activeFirst(releases: readonly Release[], knowledge: Knowledge): Release | undefined {
  const those = (active: boolean): readonly Release[] => releases.filter((each) => each.active === active);
  return runnable(those(true), knowledge) ?? runnable(those(false), knowledge);
}

function named(knowledge: Knowledge): Release {
  const { history, inputs, unsure } = knowledge;
  const release = lookUp(knowledge);
  if (release.number === history.current) return release;
  if (history.gone.has(release.image) && !unsure.has(release.number)) throw new Refusal('its image is gone');
  return notAcrossMigrations(release, history, inputs);
}

function lookUp(knowledge: Knowledge): Release {
  const { history, inputs, github, denied } = knowledge;
  const { to } = inputs;
  const { releases } = history;
  if (to.kind === 'number' || to.kind === 'revision') {
    const release = releases[to.number - 1];
    if (release === undefined) throw new Refusal('there is no such revision');
    return release;
  }
  const sha = to.kind === 'commit' ? to.sha : '';
  if (denied === 'ECS.ListTaskDefinitions') throw new Refusal('the releases may not be listed');
  const isWanted = (each: Release): boolean => each.sha?.startsWith(sha) === true && isOf(each, knowledge, 'says so');
  const tagged = releases.filter(isWanted);
  const told = github ? deploymentsOn(history, inputs.environment) : [];
  const onGithub = [...new Set(told.map(({ number }) => number))].map((number) => asKnown(number, knowledge));
  const matching = tagged.length > 0 ? tagged : onGithub.filter(isWanted);
  const active = matching.filter((each) => each.active);
  const eligible = active.length > 0 ? active : matching;
  if (new Set(eligible.map((each) => each.sha)).size > 1) throw new Refusal('the commit is ambiguous');
  const rank = (each: Release): number => (isProven(each) ? (each.provenAt ?? 0) : 0);
  const [best] = eligible.toSorted((a, b) => rank(b) - rank(a) || b.number - a.number);
  if (best === undefined) throw new Refusal('no release is of the commit');
  return best;
}

/** The first whose image is there; one whose image could not be checked gives way to one of the next that is. */
function runnable(candidates: readonly Release[], { history, unsure }: Knowledge): Release | undefined {
  const there = candidates.filter(({ image, number }) => !history.gone.has(image) || unsure.has(number));
  return there.find(({ number }) => !unsure.has(number)) ?? there[0];
}

function fits(release: Release, knowledge: Knowledge, strictness: Strictness = 'says so'): boolean {
  return mayBe(release, knowledge, strictness) && runnable([release], knowledge) !== undefined;
}

function mayBe(release: Release, knowledge: Knowledge, strictness: Strictness = 'says so'): boolean {
  if (release.number === knowledge.history.current) return false;
  const bad = release.failedAt !== undefined && !isProven(release);
  return !bad && isOf(release, knowledge, strictness);
}

function isProven({ provenAt, failedAt }: Release): boolean {
  return provenAt !== undefined && (failedAt === undefined || provenAt > failedAt);
}

/**
 * README: who names an environment wants releases that say they are of it, or that this very service ran and that do not
 * say otherwise; else it is that of the current release, and those that name none fit, too.
 */
function isOf({ environment }: Release, { history, inputs }: Knowledge, strictness: Strictness): boolean {
  if (inputs.environment !== undefined)
    return environment === inputs.environment.tag || (environment === undefined && strictness === 'does not deny it');
  const { environment: own } = currentOf(history);
  return own === undefined || environment === undefined || environment === own;
}

function notAcrossMigrations(target: Release, history: History, { allowMigrations }: Inputs): Release {
  const current = currentOf(history);
  const between = history.releases.filter(({ number }) => number > target.number && number <= current.number);
  const shared = ({ environment }: Release): boolean =>
    environment === undefined || current.environment === undefined || environment === current.environment;
  if (!allowMigrations && between.some((each) => each.migrations && shared(each)))
    throw new Refusal('there are migrations between');
  return target;
}
