import { revisionName } from '#shared/ecs/names';
import { revisionToKeep } from '#shared/ecs/rollout/revert';
import { register, tagMigrations, type Step } from './begin.ts';
import type { DeployResult } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import type { BeforeUpdate, OneOffPlan, RanBefore } from './run-before-plan.ts';

/** A rollout that has all it needs, and is about to begin. */
export type Ready = Omit<Rollout, 'memory'>;

export interface Asked extends Pick<Rollout, 'plan' | 'inputs'> {
  readonly step: Exclude<Step, 'nothing'>;
  readonly oneOff: OneOffPlan | undefined;
}

/**
 * Registers the revision, where there is one to register, and runs the command of run-before. The result instead, when
 * that did not pass.
 * @throws {ActionError} when AWS refuses the registration
 */
export async function makeReady(
  { plan, inputs, oneOff, step }: Asked,
  tools: DeployTools,
): Promise<Ready | DeployResult> {
  const { current, wanted, same } = plan;
  let taskDefinitionArn = wanted.kind === 'existing' ? wanted.taskDefinitionArn : current.taskDefinition;
  const registers = wanted.kind === 'new' && !same;
  if (registers) {
    const previous = revisionToKeep(plan.before);
    const facts = { ...tools.facts, previous: previous && revisionName(previous), migrations: inputs.migrations };
    taskDefinitionArn = await register(tools.api, { definition: wanted.definition, facts }, tools);
    tools.log.info(`registered: ${revisionName(taskDefinitionArn)}`);
  } else if (inputs.migrations && step !== 'scale') {
    await tagMigrations(tools.api, taskDefinitionArn);
  }
  if (step !== 'scale') tools.onBegin?.(taskDefinitionArn);
  const asked = { plan, ref: inputs.ref, oneOff, taskDefinitionArn, registered: registers };
  const before = await (tools.beforeUpdate?.(asked) ?? runAlone(asked, tools));
  if (!before.passed) return before.result;
  return { plan: before.plan, inputs, taskDefinitionArn, step, runBefore: before.report };
}

/** What runs before most deployments is nothing, so the code for it is loaded on demand. */
async function runAlone(asked: BeforeUpdate, tools: DeployTools): Promise<RanBefore> {
  const { oneOff, plan } = asked;
  if (oneOff === undefined) return { passed: true, report: undefined, plan };
  const { runBefore } = await import('./run-before.ts');
  return runBefore({ ...asked, oneOff }, tools);
}
