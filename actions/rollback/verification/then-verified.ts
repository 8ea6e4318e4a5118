import type { ActionContext } from '#shared/action/context';
import type { EcsApi } from '#shared/ecs/api';
import { patient } from '#shared/ecs/patient';
import type { RollbackInputs } from '../inputs.ts';
import type { RollbackResult } from '../result.ts';

/**
 * The result with the verification of the release, where one is asked for and the service runs the release that was
 * wanted: after a rollback, and where it ran that already, since a job that is run again may have been cut off before.
 * What verifies is loaded only then, when the way back is over.
 * @throws {ActionError} when the job is cancelled meanwhile
 */
export async function thenVerified(
  context: ActionContext,
  { verification, ref }: Pick<RollbackInputs, 'verification' | 'ref'>,
  { result, api }: { readonly result: RollbackResult; readonly api: EcsApi },
): Promise<RollbackResult> {
  const { outcome, to } = result;
  const runs = outcome === 'rolled-back' || outcome === 'nothing-to-do';
  if (verification === undefined || to === undefined || !runs) return result;
  const [{ verifyRelease }, { withVerification }] = await Promise.all([
    import('./verify-release.ts'),
    import('./conclude.ts'),
  ]);
  context.log.info(result.reason);
  const ended = await verifyRelease(context, { verification, ref, to }, { api: patient(api, context) });
  return withVerification(result, ended);
}
