import type { ActionContext } from '#shared/action/context';
import type { Finding } from '#shared/ecs/preflight/finding';
import type { Preflight } from '#shared/ecs/preflight/lazy-preflight';
import { findingLines, obstacleOf } from '#shared/ecs/preflight/render';
import { formatDuration } from '#shared/text/duration';
import { nextStep } from './begin.ts';
import { atOnce, cancelledBefore } from './conclude.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult } from './result.ts';

/** A check may not know of something new at AWS. */
const HINT = 'Each finding says what to do about it. With preflight: false nothing is looked at.';

export interface PreflightTools extends Pick<ActionContext, 'log' | 'clock'>, Pick<Partial<ActionContext>, 'signal'> {
  /** Undefined: the user wants none. */
  readonly look: Preflight | undefined;
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
  inputs: Pick<DeployInputs, 'dryRun' | 'desiredCount' | 'forceNewDeployment' | 'answerPause'>,
  { look, log, clock, signal }: PreflightTools,
): Promise<Looked> {
  const step = nextStep(plan, inputs);
  const busy = step === 'scale' ? undefined : plan.codeDeploy?.busy;
  if (busy !== undefined) return { findings: undefined, obstacle: { ...atOnce(plan, 'failed', busy.reason), ...busy } };
  const begins = step !== 'nothing' && step !== 'follow';
  if (look === undefined || !(begins || inputs.dryRun)) return { findings: undefined, obstacle: undefined };
  const started = clock.elapsed();
  let findings: readonly Finding[];
  try {
    findings = await look({
      definition: plan.wanted.definition,
      service: plan.codeDeploy?.asDeployed ?? plan.before,
      desiredCount: inputs.desiredCount ?? plan.view.desired,
      configuration: plan.strategy.update ?? plan.before.deploymentConfiguration ?? {},
      deploymentGroup: plan.codeDeploy?.group,
    });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    return { findings: undefined, obstacle: cancelledBefore(plan) };
  }
  log.info(`preflight: ${told(findings)} (${formatDuration(clock.elapsed() - started)})`);
  for (const line of findingLines(findings)) log.info(`preflight ${line}`);
  const reason = obstacleOf(findings);
  if (reason === undefined) return { findings, obstacle: undefined };
  return { findings, obstacle: { ...atOnce(plan, 'failed', reason), hint: HINT } };
}

function told(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const notes = findings.length - errors;
  if (findings.length === 0) return 'nothing found';
  return [...(errors === 0 ? [] : [counted(errors, 'error')]), ...(notes === 0 ? [] : [counted(notes, 'note')])].join(
    ', ',
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
