import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import type { ServiceRef } from '#shared/ecs/api';
import { secretsOfProxies } from '#shared/http/proxy';
import type { Probe } from '#shared/http/probe-request';
import { probe as probeOverNetwork } from '#shared/probe/probe';
import { runningRevision, supersededBy, type ReleaseMark, type ReleaseTagApi } from '#shared/release/mark-release';
import type { Release } from '#shared/release/record';
import { announce } from '#shared/verify/announce';
import { History } from '#shared/verify/history';
import { Narrator } from '#shared/verify/narrator';
import { markVerified } from '#shared/verify/release-mark';
import type { VerifySettings } from '#shared/verify/settings';
import { secretsOf } from '#shared/verify/target-secrets';
import { verify, type Verified } from '#shared/verify/verify';
import { resultSentence } from '#shared/verify/words';
import { nameRelease } from '../target/candidates.ts';
import type { VerificationInputs } from './inputs.ts';
import { settingsFor } from './settings.ts';

/** How the verification of the release gone back to ended. */
export interface ReleaseVerification extends Verified {
  /** The result in a sentence. */
  readonly sentence: string;
  /** What became of the release record; undefined where another version answered, though no other release came. */
  readonly mark: ReleaseMark | undefined;
}

export interface Asked {
  readonly verification: VerificationInputs;
  readonly ref: ServiceRef;
  /** The release that the service has come to run. */
  readonly to: Release;
}

export interface VerificationTools {
  readonly api: ReleaseTagApi;
  /** Default: real requests. */
  readonly probe?: Probe;
}

/**
 * Verifies the release that a service was brought back to, as health-verify does, and marks it proven or failed.
 * @throws {ActionError} when the job is cancelled meanwhile: then the rollback is complete, and its verification is not
 */
export async function verifyRelease(
  context: ActionContext,
  { verification: inputs, ref, to }: Asked,
  { api, probe = probeOverNetwork }: VerificationTools,
): Promise<ReleaseVerification> {
  const { env, log, signal } = context;
  const settings = settingsFor(inputs, to);
  const secrets = [...settings.targets.flatMap(secretsOf), ...secretsOfProxies(env)];
  for (const secret of new Set(secrets)) context.maskSecret(secret);
  if (inputs.versionFrom !== undefined && to.sha === undefined)
    log.warning(
      `The record of ${nameRelease(to)} names no commit, so verify-version-from has nothing to be held against: it is not checked which release answers.`,
    );
  try {
    return await log.group('Verification', async () => {
      const verified = await play(context, settings, probe);
      const { result } = verified.verification;
      const sentence = resultSentence(verified.verification, { settings, lastMiss: verified.history.lastMiss });
      const { targets } = settings;
      const revision = to.taskDefinitionArn;
      const mark = await markVerified(context, { service: ref, targets, api }, { result, revision });
      return { ...verified, sentence, mark: mark ?? (await supersession(context, { ref, to }, api)) };
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const hint = 'Run it again: a release that serves already is verified without another rollback.';
    throw new ActionError(
      `${errorMessage(error)} The rollback is complete, the service runs ${nameRelease(to)}; its verification is not.`,
      { hint, cause: error },
    );
  }
}

async function play(context: ActionContext, settings: VerifySettings, probe: Probe): Promise<Verified> {
  announce(context.log, settings);
  const history = new History();
  const narrator = new Narrator(context.log, settings);
  const onRound = narrator.tell.bind(narrator);
  return { settings, history, verification: await verify(settings, { ...context, probe, history, onRound }) };
}

/** Whether another version answered because somebody has deployed another release meanwhile. */
async function supersession(
  { log, signal }: ActionContext,
  { ref, to }: Pick<Asked, 'ref' | 'to'>,
  api: ReleaseTagApi,
): Promise<ReleaseMark | undefined> {
  const verified = to.taskDefinitionArn;
  try {
    const running = await runningRevision(api, ref);
    const same = typeof running !== 'string' || running === verified;
    return same ? undefined : supersededBy(running, { service: ref.service, verified });
  } catch (error) {
    signal.throwIfAborted();
    log.info(`Whether another release came meanwhile could not be read: ${errorMessage(error)}`);
    return undefined;
  }
}
