import { awsFailure } from '#shared/aws/faults';
import {
  isCodeDeployFault,
  type AutoRollback,
  type CodeDeployApi,
  type NewDeployment,
} from '#shared/ecs/codedeploy/api';
import { renderAppSpec } from '#shared/ecs/codedeploy/appspec';
import { beginDeployment, type CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { viewDeployment } from '#shared/ecs/codedeploy/view';
import { revisionName } from '#shared/ecs/names';
import type { DeployInputs } from '../inputs.ts';
import type { DeployTools } from '../rollout.ts';
import type { CodeDeployPlan } from './plan.ts';
import { endWait } from './end-wait.ts';
import type { CodeDeployReady } from './rollout.ts';

export type Created =
  | { readonly kind: 'begun'; readonly memory: CodeDeployMemory }
  /** Somebody else has begun a deployment of the group meanwhile; its id. */
  | { readonly kind: 'overtaken'; readonly by: string };

/** Characters. AWS's own action shortens to it as well. */
const DESCRIPTION_LENGTH = 512;

/** What the watch of a deployment waits for: with all traffic moved, its tasks are healthy. */
export function awaitedByCodeDeploy({ waitFor }: Pick<DeployInputs, 'waitFor'>): CodeDeployMemory['waitFor'] {
  return waitFor === 'stable' ? 'stable' : 'deployed';
}

/**
 * Creates the deployment. Where the group is busy, either an answer of ours was lost, or somebody else was quicker: the
 * SHA-256 of what is deployed tells.
 * @throws {ActionError}
 */
export async function create(ready: CodeDeployReady, tools: DeployTools): Promise<Created> {
  const { inputs, taskDefinitionArn } = ready;
  const api = patientCodeDeploy(await tools.codeDeploy(), tools);
  const deployment = deploymentOf(ready, tools);
  const begun = (id: string): Created => ({ kind: 'begun', memory: beginDeployment(id, awaitedByCodeDeploy(inputs)) });
  try {
    if (ready.codeDeploy.waitToEnd !== undefined) await endWait(api, ready.codeDeploy.waitToEnd, { ready, tools });
    return begun(await api.create(deployment));
  } catch (error) {
    tools.signal?.throwIfAborted();
    if (isCodeDeployFault(error, 'DeploymentLimitExceeded')) {
      const active = await findActive(api, ready, deployment.sha256);
      if (active?.isOurs === true) return begun(active.id);
      if (active !== undefined) return { kind: 'overtaken', by: active.id };
    }
    throw awsFailure(`deploy ${revisionName(taskDefinitionArn)} by deployment group ${deployment.group}`, error);
  }
}

/** The deployment of the group that is under way and was not when the plan was made, and whether it is ours. */
export async function findActive(
  api: CodeDeployApi,
  { codeDeploy }: Pick<CodeDeployReady, 'codeDeploy'>,
  sha256: string,
): Promise<{ readonly id: string; readonly isOurs: boolean } | undefined> {
  const known = codeDeploy.underWay?.deployment.id;
  const [id] = (await api.activeDeployments(codeDeploy.ref)).filter((active) => active !== known);
  if (id === undefined) return undefined;
  return { id, isOurs: viewDeployment(await api.deployment(id)).sha256 === sha256 };
}

/** What is sent. */
export function deploymentOf(
  { codeDeploy, inputs, taskDefinitionArn }: CodeDeployReady,
  { facts }: Pick<DeployTools, 'facts'>,
): NewDeployment {
  const { description = [facts.sha, facts.run].filter((part) => part !== undefined && part !== '').join(' ') } =
    inputs.codeDeploy;
  return {
    ...codeDeploy.ref,
    ...renderAppSpec(codeDeploy.appSpec, taskDefinitionArn),
    description: description === '' ? undefined : shortened(description),
    config: inputs.codeDeploy.config,
    autoRollback: inputs.onFailure === 'rollback' ? withRollback(codeDeploy) : undefined,
  };
}

function shortened(description: string): string {
  return description.length <= DESCRIPTION_LENGTH ? description : `${description.slice(0, DESCRIPTION_LENGTH - 1)}…`;
}

/** What a failed deployment is taken back for, whatever becomes of this job. */
const FAILURES = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] as const;

/** The group's own configuration with the failures added; undefined where it has them. */
function withRollback({ group }: CodeDeployPlan): AutoRollback {
  const { enabled = false, events = [] } = group.autoRollbackConfiguration ?? {};
  const present = enabled ? events : [];
  const missing = FAILURES.filter((event) => !present.includes(event));
  return missing.length === 0 ? undefined : { enabled: true, events: [...present, ...missing] };
}
