import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { lazyLoadBalancers } from '#shared/ecs/load-balancer/lazy-load-balancers';
import { patient } from '#shared/ecs/patient';
import { beginPreflight } from '#shared/ecs/preflight/lazy-preflight';
import { shippedCommits } from '#shared/release/commits';
import { readDefinitionFile } from './definition-file.ts';
import { deploy } from './deploy.ts';
import { lazyOneOff } from './one-off-tools.ts';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';
import { preflight } from './preflight.ts';
import { recorded } from './recorded.ts';
import { isGood, type DeployResult } from './result.ts';
import { whySlow } from './slow.ts';
import { tellPlan, tellStrategy } from './tell-plan.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  const config = awsClientConfig(context, inputs.aws);
  const api = createEcsApi(config, context.signal);
  const look = inputs.preflight ? beginPreflight(config, context) : undefined;
  const facts = { sha: inputs.sha ?? context.run.sha, environment: inputs.environment, run: context.run.runUrl };
  const plan = await makePlan(patient(api, context), inputs, (path) => readDefinitionFile(path, context.run.workspace));
  const commits = shippedCommits(
    { from: plan.commits.running, to: plan.wanted.kind === 'new' ? facts.sha : plan.commits.wanted },
    context.run.repositoryUrl,
  );
  tellPlan(context.log, plan, commits);
  tellStrategy(context.log, plan, inputs);
  const { obstacle, findings } = await preflight(plan, inputs, { ...context, look });
  const loadBalancers = lazyLoadBalancers(config, context.signal);
  const deployed =
    obstacle ??
    (await recorded(context, { inputs, plan, sha: facts.sha }, (onBegin) =>
      deploy(plan, inputs, {
        ...context,
        api,
        apiAfterCancel: createEcsApi(config),
        readLogs: lazyLogReader(config, context),
        loadBalancers,
        oneOff: lazyOneOff(config, context),
        facts,
        onBegin,
      }),
    ));
  const slow = await whySlow(plan, deployed, { loadBalancers, log: context.log });
  const result = { ...deployed, findings, slow };
  const durationMs = Math.round(context.clock.elapsed() - started);
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
  setOutput('service-deployment-arn', result.serviceDeploymentArn ?? '');
  setOutput('hook-id', result.pause?.hooks[0]?.id ?? '');
  setOutput('github-deployment-id', String(result.githubDeployment ?? ''));
  setOutput('rolled-back-to', result.rolledBackTo ?? '');
  setOutput('duration-ms', String(result.durationMs));
}
