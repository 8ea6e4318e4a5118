import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
import { shortName } from '#shared/ecs/names';
import { outputsOf } from './outputs.ts';
import { isGood, type DeployResult } from './result.ts';
import type { Deployed } from './service.ts';

/**
 * Tells how it ended: outputs, summary, report, log.
 * @throws {ActionError} when the outcome fails the step
 */
export async function tellEnd(
  context: ActionContext,
  { plan, commits, result }: Deployed,
  durationMs: number,
): Promise<void> {
  setOutputs(context, { ...result, durationMs });
  context.setOutput('services', JSON.stringify({ [shortName(plan.view.arn)]: outputsOf(result) }));
  // All of it is needed at the end only: until then it would be in the way of the first call.
  const { addSummary } = await import('./summary.ts');
  addSummary(context.summary, { plan, commits, result, durationMs });
  await writeReport(context, { service: plan.view.arn, durationMs, ...result, commits, changes: plan.changes });
  context.log.info(`outcome: ${result.outcome}`);
  if (result.outcome === 'paused') tellPause(context, result);
  else if (isGood(result.outcome)) context.log.info(result.reason);
  else throw new ActionError(result.reason, result.hint === undefined ? {} : { hint: result.hint });
}

/** The step passes, so nothing else would tell that somebody has to act. */
export function tellPause(
  { log }: Pick<ActionContext, 'log'>,
  { reason, hint = '' }: Pick<DeployResult, 'reason' | 'hint'>,
): void {
  log.notice(reason);
  for (const line of hint.split('\n')) log.info(line);
}

function setOutputs({ setOutput }: ActionContext, result: DeployResult & { readonly durationMs: number }): void {
  for (const [name, value] of Object.entries(outputsOf(result))) setOutput(name, value);
  setOutput('github-deployment-id', String(result.githubDeployment ?? ''));
  setOutput('duration-ms', String(result.durationMs));
}
