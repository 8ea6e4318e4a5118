import { shortName } from '#shared/ecs/names';
import type { RecordContext } from '#shared/github/deployment-record';
import { setDeploymentStatus, stateOf } from '#shared/github/deployments';
import { findReleaseDeployment } from '#shared/github/find-deployment';
import { inBudget } from '#shared/github/in-budget';
import { patiently } from '#shared/github/patiently';
import type { Release } from '#shared/release/record';
import { neutraliseLine } from '#shared/text/neutralise';
import { nameRelease } from '../target/candidates.ts';
import type { Ending, RollbackRecordFacts } from './github-record.ts';

export interface VerifiedFacts extends Pick<RollbackRecordFacts, 'environment' | 'token' | 'ref'> {
  /** The release that was verified. */
  readonly to: Release;
  /** Whether another release answered, which says little of this one: no success is taken back for that. */
  readonly otherAnswered: boolean;
}

/**
 * Says in the newest GitHub deployment of a release how its verification ended, where this step began no rollback and so
 * has none of its own: it is that of the run before, which was cut off, or whose release was never proven. None is made.
 * @returns the deployment's id
 */
export async function tellVerified(
  context: RecordContext,
  { environment, token, ref, to, otherAnswered }: VerifiedFacts,
  ending: Ending,
): Promise<number | undefined> {
  const { log, redactor, run } = context;
  const tellable = (text: string): string => redactor.redact(neutraliseLine(text));
  const told = await inBudget({ ...context, token }, async (request, patience) => {
    const service = { cluster: shortName(ref.cluster), name: shortName(ref.service) };
    const { taskDefinitionArn: taskDefinition } = to;
    // One commit may have several revisions; the revision alone tells this one.
    const wanted = { environment, sha: undefined, taskDefinition, service, runId: run.runId };
    const id = await findReleaseDeployment(request, wanted, patience);
    if (id === undefined) return undefined;
    if (otherAnswered && (await patiently(() => stateOf(request, id), patience)) === 'success') return id;
    const { state, environmentUrl } = ending;
    const description = tellable(ending.description);
    const url = environmentUrl && tellable(environmentUrl);
    await setDeploymentStatus(
      request,
      { id, status: { state, description, logUrl: run.runUrl, environmentUrl: url } },
      patience,
    );
    log.info(`GitHub deployment of ${nameRelease(to)}: ${id}, ${state}`);
    return id;
  });
  if (told.done) return told.value;
  log.warning(
    `The verification of ${nameRelease(to)} is not in its GitHub deployment: ${told.why}. The verdict itself stands.`,
  );
  return undefined;
}
