import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { consoleUrl, revisionName, shortName } from '#shared/ecs/names';
import { patient } from '#shared/ecs/patient';
import { beginPreflight } from '#shared/ecs/preflight/lazy-preflight';
import { describeChange } from '#shared/ecs/task-definition/diff';
import { readDefinitionFile } from './definition-file.ts';
import { deploy } from './deploy.ts';
import { lazyOneOff } from './one-off-tools.ts';
import { parseInputs, type DeployInputs } from './inputs.ts';
import { makePlan, type Plan } from './plan.ts';
import { preflight } from './preflight.ts';
import { isGood, type DeployResult } from './result.ts';
import { addSummary } from './summary.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  const config = awsClientConfig(context, inputs.aws);
  const api = createEcsApi(config, context.signal);
  const look = inputs.preflight ? beginPreflight(config, context) : undefined;
  const plan = await makePlan(patient(api, context), inputs, (path) => readDefinitionFile(path, context.run.workspace));
  tellPlan(context, plan);
  tellStrategy(context, plan, inputs);
  const { obstacle, findings } = await preflight(plan, inputs, { look, log: context.log });
  const deployed =
    obstacle ??
    (await deploy(plan, inputs, {
      ...context,
      api,
      apiAfterCancel: createEcsApi(config),
      readLogs: lazyLogReader(config, context),
      oneOff: lazyOneOff(config, context),
      facts: { sha: inputs.sha ?? context.run.sha, environment: inputs.environment, run: context.run.runUrl },
    }));
  const result = { ...deployed, findings };
  const durationMs = Math.round(context.clock.elapsed() - started);
  setOutputs(context, { ...result, durationMs });
  addSummary(context.summary, { plan, result, durationMs });
  await writeReport(context, { service: plan.view.arn, durationMs, ...result, changes: plan.changes });
  context.log.info(`outcome: ${result.outcome}`);
  if (result.outcome === 'paused') tellPause(context, result);
  else if (isGood(result.outcome)) context.log.info(result.reason);
  else throw new ActionError(result.reason, result.hint === undefined ? {} : { hint: result.hint });
}

function tellPlan({ log }: ActionContext, { before, view, current, wanted, same, changes }: Plan): void {
  const url = consoleUrl(view.arn);
  log.info(`service: ${before.serviceName ?? ''} in cluster ${shortName(before.clusterArn ?? '')}`);
  if (url !== undefined) log.info(`console: ${url}`);
  log.info(`runs: ${revisionName(current.taskDefinition)}, ${view.running} of ${view.desired} tasks`);
  if (same) log.info('changes: none');
  else if (wanted.kind === 'existing') log.info(`wanted: ${revisionName(wanted.taskDefinitionArn)}, which exists`);
  if (wanted.kind === 'new') for (const note of wanted.notes) log.info(`note: ${note}`);
  for (const change of same ? [] : changes) log.info(`change: ${describeChange(change)}`);
}

function tellStrategy({ log }: ActionContext, { strategy }: Plan, { waitFor, waitMs }: DeployInputs): void {
  log.info(`strategy: ${strategy.description}`);
  for (const what of strategy.lost) log.warning(`With the new strategy the service loses something: ${what}.`);
  if (waitFor === 'none' || strategy.leastMinutes * 60_000 <= waitMs) return;
  log.warning(
    `wait-for-minutes is ${waitMs / 60_000}, but the strategy alone takes ${strategy.leastMinutes}: this step cannot see the end. Raise wait-for-minutes.`,
  );
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
  setOutput('service-deployment-arn', result.serviceDeploymentArn ?? '');
  setOutput('hook-id', result.pause?.hooks[0]?.id ?? '');
  setOutput('rolled-back-to', result.rolledBackTo ?? '');
  setOutput('duration-ms', String(result.durationMs));
}
