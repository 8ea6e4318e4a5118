import { errorMessage } from '#shared/action/errors';
import type { RecordContext } from '#shared/github/deployment-record';
import type { DeploymentState } from '#shared/github/deployments';
import { isProven } from '#shared/release/record';
import type { Ending, GithubRollback } from './github-record.ts';
import type { RollbackInputs } from '../inputs.ts';
import type { Going, RollbackResult } from '../result.ts';

type Inputs = Pick<RollbackInputs, 'environment' | 'token' | 'ref' | 'reason'>;

/**
 * Takes a service back and keeps the record of it on GitHub, where an environment and a token are given. The record is
 * kept beside the rollback, from the moment it has begun, and never decides over it.
 */
export async function recorded(
  context: RecordContext,
  inputs: Inputs,
  goBack: (onBegin: (going: Going) => void) => Promise<RollbackResult>,
): Promise<RollbackResult> {
  let record: Promise<GithubRollback | undefined> | undefined;
  let result: RollbackResult;
  try {
    result = await goBack((going) => {
      record = openRecord(context, inputs, going);
    });
  } catch (error) {
    await (await record)?.close({ state: 'error', description: errorMessage(error) });
    throw error;
  }
  const kept = await record;
  const githubDeployment =
    kept === undefined ? await tellVerification(context, inputs, result) : await kept.close(verdictOf(result));
  return githubDeployment === undefined ? result : { ...result, githubDeployment };
}

async function openRecord(
  context: RecordContext,
  { environment, token, ...inputs }: Inputs,
  going: Going,
): Promise<GithubRollback | undefined> {
  if (environment === undefined || token === undefined) return undefined;
  // Somebody else deploys the same anyway, and keeps the record of it.
  if (going.from.taskDefinitionArn === going.to.taskDefinitionArn) return undefined;
  try {
    // Loaded on demand: it is no part of the way back.
    const { GithubRollback } = await import('./github-record.ts');
    return new GithubRollback(context, { ...inputs, ...going, environment, token });
  } catch (error) {
    context.log.warning(`The rollback is not recorded on GitHub: ${errorMessage(error)}`);
    return undefined;
  }
}

/** A release that was verified without a rollback of this step's own: its deployment is that of an earlier one. */
async function tellVerification(
  context: RecordContext,
  { environment, token, ref }: Inputs,
  result: RollbackResult,
): Promise<number | undefined> {
  const { to, verified } = result;
  if (environment === undefined || token === undefined || to === undefined || verified === undefined) return undefined;
  try {
    const { tellVerified } = await import('./tell-verified.ts');
    const otherAnswered = verified.verification.result === 'wrong-version';
    return await tellVerified(context, { environment, token, ref, to, otherAnswered }, verdictOf(result));
  } catch (error) {
    context.log.warning(`The verification is not recorded on GitHub: ${errorMessage(error)}`);
    return undefined;
  }
}

const ENDINGS: Partial<Record<RollbackResult['outcome'], DeploymentState>> = {
  failed: 'failure',
  unhealthy: 'failure',
  superseded: 'inactive',
  'timed-out': 'error',
  paused: 'in_progress',
};

/** What GitHub is told. A release that was never proven is no success before it is verified. */
export function verdictOf({ outcome, reason, to, verified }: RollbackResult): Ending {
  const state = ENDINGS[outcome];
  if (state !== undefined) return { state, description: reason };
  // Where it answers, without path, query and credentials, which may be nobody's business.
  const environmentUrl = verified?.settings.targets[0]?.url.origin;
  if (verified !== undefined) return { state: 'success', description: reason, environmentUrl };
  if (to !== undefined && isProven(to)) return { state: 'success', description: reason };
  return { state: 'in_progress', description: `${reason} It was never proven; its verification comes next.` };
}
