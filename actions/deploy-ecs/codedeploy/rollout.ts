import type { CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import type { Watching } from '#shared/ecs/codedeploy/observe';
import type { CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { parseArn } from '#shared/ecs/names';
import { primaryOf } from '#shared/ecs/rollout/view';
import { atOnce } from '../conclude.ts';
import type { Asked, Ready } from '../make-ready.ts';
import type { DeployResult, Outcome } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import type { CodeDeployPlan } from './plan.ts';

export interface CodeDeployAsked extends Asked {
  readonly codeDeploy: CodeDeployPlan;
}

/** A deployment that is about to be created. */
export interface CodeDeployReady extends Ready {
  readonly codeDeploy: CodeDeployPlan;
}

/** A deployment of AWS CodeDeploy that was begun, and what it is about. */
export interface CodeDeployRollout extends CodeDeployReady {
  readonly memory: CodeDeployMemory;
}

/** What a watch of it needs besides what it waits for. */
export async function watching({ inputs, codeDeploy }: CodeDeployReady, tools: DeployTools): Promise<Watching> {
  return { ecs: tools.api, codeDeploy: await tools.codeDeploy(), ref: inputs.ref, group: codeDeploy.ref };
}

export function regionOf({ plan }: Pick<CodeDeployReady, 'plan'>): string {
  return parseArn(plan.view.arn)?.region ?? '';
}

type Conclusion = Partial<DeployResult> & {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly watched?: CodeDeployWatched;
};

/** The result of a deployment that was begun. */
export function concludeCodeDeploy(
  { plan, codeDeploy, memory: begun, taskDefinitionArn, runBefore }: CodeDeployRollout,
  { watched, ...conclusion }: Conclusion,
): DeployResult {
  const { deploymentId, rollbackId } = watched?.memory ?? begun;
  return {
    ...atOnce(plan, conclusion.outcome, conclusion.reason),
    taskDefinitionArn,
    deploymentId,
    serviceDeploymentArn: undefined,
    codeDeploy: { ...codeDeploy.ref, deploymentId, rollbackDeploymentId: rollbackId },
    ends: watched?.ends ?? [],
    events: watched?.events ?? [],
    phases: watched?.phases ?? [],
    runBefore,
    ...conclusion,
  };
}

/** The revision that serves after a rollback, as it was last seen. */
export function servingAfter({ plan }: CodeDeployRollout, { service }: CodeDeployWatched): string {
  return (service && primaryOf(service)?.taskDefinition) ?? plan.current.taskDefinition;
}
