import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import { isCommit, versionsMatch } from '#shared/http/version';
import { revisionName } from '#shared/ecs/names';
import { markRelease, runningRevision, type ReleaseMark, type ReleaseTagApi } from '#shared/release/mark-release';
import type { Result } from './progress.ts';
import type { Target } from './target.ts';

/** ARN of the revision, or why it is not known, in a sentence. */
type Revision = string | { readonly problem: string };

/** The release that a verification is of, from its beginning on. */
export interface VerifiedRelease {
  /** @param revision the one that was seen, where the verification itself saw one */
  mark(result: Result, revision: string | undefined): Promise<ReleaseMark | undefined>;
}

export interface ReleaseOptions {
  readonly service: { readonly cluster: string; readonly service: string };
  readonly targets: readonly Target[];
  readonly api: ReleaseTagApi;
}

/**
 * Asks at once, and beside the verification, which revision the service is on: only if it still is when the verification
 * ends was it that one which was verified.
 */
export function beginRelease(context: ActionContext, options: ReleaseOptions): VerifiedRelease {
  const { api, service } = options;
  const atFirst: Promise<Revision> = withRetry(() => runningRevision(api, service), context).catch(
    (error: unknown) => ({
      problem: `what service ${service.service} was on at first could not be read: ${errorMessage(error)}`,
    }),
  );
  return {
    mark: async (result, revision) => markVerified(context, options, { result, revision: revision ?? (await atFirst) }),
  };
}

/**
 * Marks the revision that was verified, if the service still runs it. What prevents the mark is told, and is in it.
 * Undefined where another version answered: there is nothing to mark then.
 */
export async function markVerified(
  context: ActionContext,
  options: ReleaseOptions,
  { result, revision }: { readonly result: Result; readonly revision: Revision },
): Promise<ReleaseMark | undefined> {
  const as = markOf(result);
  if (as === undefined) return undefined;
  const mark = await tryToMark(context, options, { as, revision });
  tell(context, as, mark);
  return mark;
}

/**
 * What the record is to say. Nothing where another version answered than was expected: then it was not the release
 * under test that failed.
 */
function markOf(result: Result): 'proven' | { readonly failed: string } | undefined {
  if (result === 'healthy') return 'proven';
  return result === 'wrong-version' ? undefined : { failed: result };
}

/** What prevents a mark is no failure: a failed step would start the rollback of a good release. */
async function tryToMark(
  context: ActionContext,
  { api, service, targets }: ReleaseOptions,
  { as, revision }: { readonly as: NonNullable<ReturnType<typeof markOf>>; readonly revision: Revision },
): Promise<ReleaseMark> {
  try {
    if (typeof revision !== 'string') return { kind: 'not-marked', reason: revision.problem };
    return await markRelease(api, {
      ...service,
      as,
      at: new Date(context.clock.now()),
      verified: revision,
      accepts: (sha) => isVerified(sha, targets),
    });
  } catch (error) {
    context.signal.throwIfAborted();
    const { hint, message } = awsFailure('write the release record', error);
    if (hint !== undefined) context.log.info(hint);
    return { kind: 'not-marked', reason: message };
  }
}

/** Only commits can be compared: a release that is verified as `v1.2.3` is recorded by its SHA all the same. */
function isVerified(sha: string, targets: readonly Target[]): boolean {
  return targets.every(
    ({ critical, expectVersion, versionFrom }) =>
      !critical ||
      versionFrom === undefined ||
      expectVersion === undefined ||
      !isCommit(expectVersion) ||
      versionsMatch(expectVersion, sha),
  );
}

function tell({ log }: ActionContext, as: 'proven' | object, mark: ReleaseMark): void {
  const word = as === 'proven' ? 'proven' : 'failed';
  if (mark.kind === 'marked') log.info(`Marked ${word}: ${revisionName(mark.taskDefinitionArn)}`);
  // That it failed is told by the step itself.
  else if (as !== 'proven') log.info(`No release was marked failed: ${mark.reason}`);
  else if (mark.kind === 'superseded') log.warning(`The verification passed, but nothing was marked: ${mark.reason}`);
  else
    log.warning(
      `The service is healthy, but its release was not marked proven; a rollback will not choose it: ${mark.reason}`,
    );
}
