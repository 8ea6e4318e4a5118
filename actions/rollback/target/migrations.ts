import { ActionError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import type { EcsApi } from '#shared/ecs/api';
import { familyOf, revisionName, revisionNumber } from '#shared/ecs/names';
import { describeRevision, inTurns } from '#shared/ecs/revisions';
import type { Release } from '#shared/release/record';
import { nameRelease } from './candidates.ts';

/** So many revisions between two releases are looked at, the newest ones. */
const REVISIONS = 100;

export interface Crossing {
  /** The release the service runs. */
  readonly from: Release;
  readonly to: Release;
  /** Releases that were read before. */
  readonly known: readonly Release[];
}

/**
 * Refuses to go back across a release that changed data so that those before it cannot run any more: the current one,
 * or any registered between it and the target, deployed or not, since its migrations may have run before it failed.
 * @throws {ActionError}
 */
export async function refuseAcrossMigrations(
  api: Pick<EcsApi, 'describeTaskDefinition'>,
  { from, to, known }: Crossing,
): Promise<void> {
  const first = revisionNumber(to.taskDefinitionArn) ?? 0;
  const last = revisionNumber(from.taskDefinitionArn) ?? 0;
  const family = familyOf(from.taskDefinitionArn);
  const sameFamily = family === familyOf(to.taskDefinitionArn);
  const forward = sameFamily ? first >= last : registered(to) > registered(from);
  if (forward) return;
  const count = sameFamily ? Math.min(last - first - 1, REVISIONS) : 0;
  const numbers = Array.from({ length: count }, (_, index) => last - 1 - index);
  const knownByName = new Map(known.map((release) => [revisionName(release.taskDefinitionArn), release]));
  const between = await inTurns(numbers, async (number) => {
    const name = `${family}:${number}`;
    return knownByName.get(name) ?? (await readIfThere(api, name));
  });
  const [barrier] = [from, ...between].filter((release) => release?.migrations === true && mayShareData(release, from));
  if (barrier === undefined) return;
  throw new ActionError(
    `${nameRelease(barrier)} changed data so that releases before it cannot run any more, and ${nameRelease(to)} is before it. Nothing was changed.`,
    {
      hint: `Go forward with a fix instead. If the data was taken back, or ${revisionName(to.taskDefinitionArn)} can do with it as it is, run the rollback with allow-migrations: true.`,
    },
  );
}

function registered({ registeredAt }: Release): number {
  return registeredAt?.getTime() ?? 0;
}

/** Releases of different environments do not have one database. */
function mayShareData(release: Release, from: Release): boolean {
  return (
    release.environment === undefined || from.environment === undefined || release.environment === from.environment
  );
}

/** Undefined when the revision was deleted. */
async function readIfThere(api: Pick<EcsApi, 'describeTaskDefinition'>, name: string): Promise<Release | undefined> {
  try {
    return (await describeRevision(api, name)).release;
  } catch (error) {
    if (faultKind(error) === 'invalid' || faultKind(error) === 'not-found') return undefined;
    throw awsFailure(`read task definition ${name}`, error);
  }
}
