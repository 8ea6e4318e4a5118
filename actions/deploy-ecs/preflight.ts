import type { Log } from '#shared/action/log';
import type { Finding } from '#shared/ecs/preflight/finding';
import type { Preflight } from '#shared/ecs/preflight/lazy-preflight';
import { findingLines, obstacleOf } from '#shared/ecs/preflight/render';
import { nextStep } from './begin.ts';
import { atOnce } from './conclude.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult } from './result.ts';

/** A check may not know of something new at AWS. */
const HINT = 'Each finding says what to do about it. With preflight: false nothing is looked at.';

export interface PreflightTools {
  /** Undefined: the user wants none. */
  readonly look: Preflight | undefined;
  readonly log: Log;
}

export interface Looked {
  readonly findings: readonly Finding[] | undefined;
  /** The result of the step, where what was found stands in the way of the deployment. */
  readonly obstacle: DeployResult | undefined;
}

/**
 * Looks whether the deployment can work, and tells all that was found. Where nothing would be begun there is nothing
 * to look for, but a dry run always looks.
 * @throws {ActionError} when AWS does not take the credentials
 */
export async function preflight(
  plan: Plan,
  inputs: Pick<DeployInputs, 'dryRun' | 'desiredCount' | 'forceNewDeployment'>,
  { look, log }: PreflightTools,
): Promise<Looked> {
  const step = nextStep(plan, inputs);
  const begins = step !== 'nothing' && step !== 'follow';
  if (look === undefined || !(begins || inputs.dryRun)) return { findings: undefined, obstacle: undefined };
  const findings = await look({
    definition: plan.wanted.definition,
    service: plan.before,
    desiredCount: inputs.desiredCount ?? plan.view.desired,
    strategy: plan.before.deploymentConfiguration?.strategy ?? 'ROLLING',
  });
  log.info(findings.length === 0 ? 'preflight: nothing found' : `preflight: ${findings.length} found`);
  for (const line of findingLines(findings)) log.info(`preflight ${line}`);
  const reason = obstacleOf(findings);
  if (reason === undefined) return { findings, obstacle: undefined };
  return { findings, obstacle: { ...atOnce(plan, 'failed', reason), hint: HINT } };
}
