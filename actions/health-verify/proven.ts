import type { ActionContext } from '#shared/action/context';
import { awsFailure } from '#shared/aws/faults';
import { createReleaseTagApi } from '#shared/ecs/proven-api';
import { isCommit, versionsMatch } from '#shared/http/version';
import { markReleaseProven, type ProvenMark, type ReleaseTagApi } from '#shared/release/mark-proven';
import type { EcsService, HealthVerifyInputs } from './inputs.ts';
import type { Target } from './target.ts';

interface ProvenOptions {
  readonly targets: readonly Target[];
  readonly api: ReleaseTagApi;
}

/** Marks the release that `inputs` name, if they do, with the AWS identity they give. */
export async function markProvenIn(
  context: ActionContext,
  inputs: HealthVerifyInputs,
): Promise<ProvenMark | undefined> {
  const { aws, provenService, targets } = inputs;
  if (provenService === undefined) return undefined;
  return markProven(context, provenService, { targets, api: createReleaseTagApi(context, aws) });
}

/**
 * Marks the running release of the service proven. What prevents it is a warning, not a failure: the service is
 * healthy, and a failed step would start the rollback of a good release.
 */
export async function markProven(
  context: ActionContext,
  service: EcsService,
  { targets, api }: ProvenOptions,
): Promise<ProvenMark> {
  try {
    const mark = await markReleaseProven(api, {
      ...service,
      at: new Date(context.clock.now()),
      accepts: (sha) => isVerified(sha, targets),
    });
    if (mark.kind === 'marked') context.log.info(`Marked proven: ${mark.taskDefinitionArn}`);
    else warnNotMarked(context, mark.reason);
    return mark;
  } catch (error) {
    context.signal.throwIfAborted();
    const { hint, message } = awsFailure('mark the release proven', error);
    warnNotMarked(context, message);
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

function warnNotMarked({ log }: ActionContext, reason: string): void {
  log.warning(
    `The service is healthy, but its release was not marked proven; a rollback will not choose it: ${reason}`,
  );
}
