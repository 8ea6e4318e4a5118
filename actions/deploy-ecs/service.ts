import { shippedCommits, type ShippedCommits } from '#shared/release/commits';
import { deploy } from './deploy.ts';
import type { DeployInputs } from './inputs.ts';
import { makePlan, type Plan } from './plan.ts';
import { preflight, type Looked } from './preflight.ts';
import { recorded } from './recorded.ts';
import type { DeployResult } from './result.ts';
import { whySlow } from './slow.ts';
import { tellPlan, tellStrategy } from './tell-plan.ts';
import type { StepTools } from './tools.ts';

/** A service about which all is known that can be known before anything is changed. */
export interface Prepared extends Looked {
  readonly plan: Plan;
  readonly commits: ShippedCommits | undefined;
}

/** What became of a service. */
export interface Deployed extends Pick<Prepared, 'plan' | 'commits'> {
  readonly result: DeployResult;
}

/**
 * Plans the deployment of a service, tells what would change, and looks whether it can work. Nothing is written.
 * @throws {ActionError} for everything that makes the deployment impossible and is no finding of preflight
 */
export async function prepare(inputs: DeployInputs, tools: StepTools): Promise<Prepared> {
  const { log, run } = tools;
  const plan = await makePlan(tools.reading, inputs, tools);
  const commits = shippedCommits(
    { from: plan.commits.running, to: plan.wanted.kind === 'new' ? tools.sha : plan.commits.wanted },
    run.repositoryUrl,
  );
  tellPlan(log, plan, commits);
  tellStrategy(log, plan, inputs);
  return { plan, commits, ...(await preflight(plan, inputs, tools)) };
}

/**
 * Carries out what was prepared, unless something stands in its way.
 * @throws {ActionError} when AWS refuses a request, so that nothing was begun
 */
export async function carryOut(
  { plan, commits, obstacle, findings }: Prepared,
  inputs: DeployInputs,
  tools: StepTools,
): Promise<Deployed> {
  const { loadBalancers } = tools.deploy;
  const result =
    obstacle ??
    (await recorded(tools, { inputs, plan, sha: tools.sha }, (onBegin) =>
      deploy(plan, inputs, { ...tools.deploy, onBegin }),
    ));
  const slow = await whySlow(plan, result, { loadBalancers, log: tools.log });
  return { plan, commits, result: { ...result, findings, slow } };
}
