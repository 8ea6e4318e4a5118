import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
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
function tellPause({ log }: ActionContext, { reason, hint = '' }: DeployResult): void {
  log.notice(reason);
  for (const line of hint.split('\n')) log.info(line);
}

function setOutputs({ setOutput }: ActionContext, result: DeployResult & { readonly durationMs: number }): void {
  setOutput('outcome', result.outcome);
  setOutput('reason', result.reason);
  setOutput('task-definition-arn', result.taskDefinitionArn ?? '');
  setOutput('previous-task-definition-arn', result.previousTaskDefinitionArn);
  setOutput('deployment-id', result.deploymentId ?? '');
  setOutput('codedeploy-deployment-id', result.codeDeploy?.deploymentId ?? '');
  setOutput('service-deployment-arn', result.serviceDeploymentArn ?? '');
  setOutput('hook-id', result.pause?.hooks[0]?.id ?? '');
  setOutput('github-deployment-id', String(result.githubDeployment ?? ''));
  setOutput('rolled-back-to', result.rolledBackTo ?? '');
  setOutput('duration-ms', String(result.durationMs));
}
