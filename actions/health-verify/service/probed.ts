import type { ActionContext } from '#shared/action/context';
import type { Verification } from '#shared/verify/verify';
import type { HealthVerifyInputs } from '../inputs.ts';
import type { InsideRun } from './inside.ts';

/** A verification, and the probe from inside that came after it. */
export interface Probed {
  readonly verification: Verification;
  /** Undefined: none was run. */
  readonly inside: InsideRun | undefined;
}

/**
 * What comes after a verification: the probe from inside, if one is asked for and all else is healthy. A service is
 * healthy only when that passes too.
 * @throws {InputError} for a container that is not there, or that has to be named
 * @throws the signal's reason when the job is cancelled; the task is told to stop
 */
export async function thenInside(
  context: ActionContext,
  { serviceCheck: check, aws }: HealthVerifyInputs,
  { verification, revision }: { readonly verification: Verification; readonly revision: string | undefined },
): Promise<Probed> {
  if (verification.result !== 'healthy' || revision === undefined || check?.probe === undefined)
    return { verification, inside: undefined };
  const { openInside, probeInside } = await import('./inside.ts');
  const asked = { ref: check, probe: check.probe, revision };
  const inside = await probeInside(asked, openInside(context, aws));
  const durationMs = verification.durationMs + inside.durationMs;
  return { verification: { ...verification, durationMs, result: inside.passed ? 'healthy' : 'unhealthy' }, inside };
}
