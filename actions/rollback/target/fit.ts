import { ActionError } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import type { Subject } from '#shared/ecs/preflight/subject';
import type { Revision } from '#shared/ecs/revisions';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { describeRelease, nameRelease } from './candidates.ts';
import { passOver } from './pass-over.ts';
import type { LookLater, Search, SearchTools } from './search.ts';

/** Whether a release can run, as far as what it needs tells. */
export type Fit =
  /** `notes` are sentences on what could not be looked at. */
  | { readonly kind: 'fit'; readonly notes: readonly string[] }
  /** Whether its images are there could not be found out. */
  | { readonly kind: 'unsure'; readonly images: readonly string[]; readonly notes: readonly string[] }
  /** Sentences. */
  | { readonly kind: 'unfit'; readonly problems: readonly string[] };

export type FitCheck = (revision: Revision) => Promise<Fit>;

/** Looks once for each release at what it needs, and tells in the log what was found. */
export function createFitCheck(search: Search, { log, checkRelease }: SearchTools): FitCheck {
  const known = new Map<string, Promise<Fit>>();
  const look = async (revision: Revision): Promise<Fit> => {
    const { release } = revision;
    if (checkRelease === undefined) return { kind: 'fit', notes: [] };
    const running = search.running();
    const options = running === undefined ? {} : { part: { which: 'own', running } as const };
    const { findings, uncheckedImages } = await checkRelease(subjectOf(revision, search), options);
    const problems = findings.flatMap(({ severity, problem }) => (severity === 'error' ? [problem] : []));
    if (problems.length > 0) return { kind: 'unfit', problems };
    const notes = findings.map(({ problem }) => `${revisionName(release.taskDefinitionArn)}: ${problem}`);
    for (const note of notes) log.info(`  ${note}`);
    return uncheckedImages.length === 0 ? { kind: 'fit', notes } : { kind: 'unsure', images: uncheckedImages, notes };
  };
  return (revision) => {
    const { taskDefinitionArn } = revision.release;
    const fit = known.get(taskDefinitionArn) ?? look(revision);
    known.set(taskDefinitionArn, fit);
    return fit;
  };
}

/** The look at what a release shares with tasks that run; undefined when everything is looked at before. */
export function laterCheck(revision: Revision, search: Search, { checkRelease }: SearchTools): LookLater | undefined {
  const running = checkRelease && search.running();
  if (running === undefined || checkRelease === undefined) return undefined;
  return async (signal) => {
    const part = { which: 'shared', running } as const;
    const { findings } = await checkRelease(subjectOf(revision, search), { part, signal });
    return findings.flatMap(({ severity, problem }) => (severity === 'error' ? [problem] : []));
  };
}

function subjectOf({ described }: Revision, { service }: Search): Subject {
  return {
    definition: toRegistration(described, true),
    service,
    desiredCount: service.desiredCount ?? 0,
    configuration: service.deploymentConfiguration ?? {},
  };
}

/** Looked at side by side after the first one. */
const AT_A_TIME = 4;

/**
 * The first release that can run, of candidates best first. One whose images could not be checked comes behind the next
 * few whose images are known to be there; where ECR tells nothing of those either, it is taken.
 */
export async function firstFit(
  candidates: readonly Revision[],
  check: FitCheck,
  { log, journal }: Pick<SearchTools, 'log' | 'journal'>,
): Promise<Revision | undefined> {
  let unsure: Revision | undefined;
  const [first, ...others] = candidates;
  for (const group of first === undefined ? [] : [[first], ...groupsOf(others, AT_A_TIME)]) {
    const known = unsure;
    const fits = await Promise.all(group.map(check));
    for (const [index, revision] of group.entries()) {
      const fit = fits[index];
      const name = describeRelease(revision.release);
      switch (fit?.kind) {
        case 'fit':
          log.info(`  ${name}: yes`);
          return revision;
        case 'unfit':
          passOver(revision.release, fit.problems.join(' '), { log, journal });
          break;
        case 'unsure':
          log.info(`  ${name}: perhaps, whether ${fit.images.join(', ')} is still there could not be checked`);
          unsure ??= revision;
          journal?.passOver(revision.release, 'whether its image is still there could not be checked');
          break;
        case undefined:
          break;
      }
    }
    if (known !== undefined) break;
  }
  if (unsure !== undefined) log.info(`  ${describeRelease(unsure.release)}: yes, though its image was not checked`);
  return unsure;
}

function groupsOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/**
 * What the user names is refused when it cannot run.
 * @throws {ActionError} with everything that is missing
 */
export async function requireFit(
  revision: Revision,
  check: FitCheck,
  { log }: Pick<SearchTools, 'log'>,
): Promise<Revision> {
  const fit = await check(revision);
  const name = nameRelease(revision.release);
  if (fit.kind === 'unfit') {
    throw new ActionError(`${name} cannot run any more, and nothing was changed: ${fit.problems.join(' ')}`, {
      hint: 'Put back what is missing, or name another release; list: true shows them. With preflight: false nothing is looked at.',
    });
  }
  if (fit.kind === 'unsure') log.info(`Whether ${fit.images.join(', ')} is still there could not be checked.`);
  return revision;
}
