import { awsFailure } from '#shared/aws/faults';
import type { NewDeployment } from '#shared/ecs/codedeploy/api';
import { renderAppSpec } from '#shared/ecs/codedeploy/appspec';
import { createDeployment, descriptionOf, rollingBackFailures } from '#shared/ecs/codedeploy/create';
import { beginDeployment, type CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { revisionName } from '#shared/ecs/names';
import type { DeployInputs } from '../inputs.ts';
import type { DeployTools } from '../rollout.ts';
import { endWait } from './end-wait.ts';
import type { CodeDeployReady } from './rollout.ts';

export type Created =
  | { readonly kind: 'begun'; readonly memory: CodeDeployMemory }
  /** Somebody else has begun a deployment of the group meanwhile; its id. */
  | { readonly kind: 'overtaken'; readonly by: string };

/** What the watch of a deployment waits for: with all traffic moved, its tasks are healthy. */
export function awaitedByCodeDeploy({ waitFor }: Pick<DeployInputs, 'waitFor'>): CodeDeployMemory['waitFor'] {
  return waitFor === 'stable' ? 'stable' : 'deployed';
}

/**
 * Creates the deployment, or finds the one that an answer was lost of.
 * @throws {ActionError}
 */
export async function create(ready: CodeDeployReady, tools: DeployTools): Promise<Created> {
  const { inputs, codeDeploy, taskDefinitionArn } = ready;
  const api = patientCodeDeploy(await tools.codeDeploy(), tools);
  const deployment = deploymentOf(ready, tools);
  try {
    if (codeDeploy.waitToEnd !== undefined) await endWait(api, codeDeploy.waitToEnd, { ready, tools });
    const created = await createDeployment(api, deployment, codeDeploy.underWay?.deployment.id);
    return created.kind === 'begun'
      ? { kind: 'begun', memory: beginDeployment(created.id, awaitedByCodeDeploy(inputs)) }
      : created;
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`deploy ${revisionName(taskDefinitionArn)} by deployment group ${deployment.group}`, error);
  }
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
    description: descriptionOf(description),
    config: inputs.codeDeploy.config,
    autoRollback: inputs.onFailure === 'rollback' ? rollingBackFailures(codeDeploy.group) : undefined,
  };
}
