import { errorMessage } from '#shared/action/errors';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { isProven } from '#shared/release/record';
import { describeRelease, objectionTo } from './candidates.ts';
import { laterCheck, type FitCheck } from './fit.ts';
import { wantedOf, type Confirmed, type LookLater, type Search, type SearchTools } from './search.ts';

export interface ProvenReplaced extends Pick<Confirmed, 'stoppable'> {
  readonly revision: Revision;
  /** Given where nothing of what it needs was looked at before. */
  readonly later?: { readonly look: LookLater | undefined };
}

/**
 * The release that the deployment under way replaces, if it is the one proven last for certain: it is all that deployment
 * came from, and was proven since it was deployed itself, so that no other can have been proven after it. That is
 * confirmed last, for the request comes right after it. Undefined when it is not certain.
 */
export async function provenReplaced(
  search: Search,
  check: FitCheck,
  tools: SearchTools,
): Promise<ProvenReplaced | undefined> {
  const { replaced } = search;
  if (replaced === undefined) return undefined;
  const { log, signal, api } = tools;
  try {
    const revision = await describeRevision(api, replaced.taskDefinition);
    const { release, status } = revision;
    const { provenAt } = release;
    if (status !== 'ACTIVE' || !isProven(release) || provenAt === undefined) return undefined;
    if (objectionTo(release, wantedOf(search)) !== undefined) return undefined;
    if (!replaced.serves && (await check(revision)).kind !== 'fit') return undefined;
    const { since, stoppable } = (await replaced.confirm(release.taskDefinitionArn)) ?? {};
    if (since === undefined || provenAt <= since) return undefined;
    log.info(`release record: ${describeRelease(release)} is all that the deployment under way replaces`);
    if (!replaced.serves) return { revision, ...(stoppable && { stoppable }) };
    log.info('  its tasks run, all of them: what they need is looked at while the service goes back');
    const running = toRegistration(revision.described, true);
    const look = laterCheck(revision, { ...search, running: () => running }, tools);
    return { revision, ...(stoppable && { stoppable }), later: { look } };
  } catch (error) {
    signal?.throwIfAborted();
    log.info(`What the deployment under way replaces could not be read: ${errorMessage(error)}`);
    return undefined;
  }
}
