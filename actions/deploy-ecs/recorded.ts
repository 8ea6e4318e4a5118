import { errorMessage } from '#shared/action/errors';
import type { ServiceRef } from '#shared/ecs/api';
import { revisionName, shortName } from '#shared/ecs/names';
import type { DeploymentRecord, RecordContext, RecordFacts } from '#shared/github/deployment-record';
import type { DeploymentState } from '#shared/github/deployments';
import type { DeployedRelease } from '#shared/github/payload';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult, Outcome } from './result.ts';

export interface RecordedDeployment {
  readonly inputs: Pick<DeployInputs, 'environment' | 'token' | 'ref'>;
  readonly plan: Plan;
  /** Commit of the release. */
  readonly sha: string;
}

/**
 * Runs a deployment and keeps its record as a GitHub deployment, where an environment and a token are given. The record
 * is opened when something is about to be changed, beside the deployment, and never decides over it.
 */
export async function recorded(
  context: RecordContext,
  { inputs, plan, sha }: RecordedDeployment,
  deploy: (onBegin: (taskDefinition: string) => void) => Promise<DeployResult>,
): Promise<DeployResult> {
  let record: Promise<DeploymentRecord | undefined> | undefined;
  const begin = (taskDefinition: string): void => {
    record = openRecord(context, { inputs, sha, releases: [releaseOf(plan, inputs.ref, taskDefinition)] });
  };
  let result: DeployResult;
  try {
    result = await deploy(begin);
  } catch (error) {
    await (await record)?.close('error', errorMessage(error));
    throw error;
  }
  const githubDeployment = await (await record)?.close(stateOf(result.outcome), describeEnd(result));
  return githubDeployment === undefined ? result : { ...result, githubDeployment };
}

/** Opens the record of a deployment that begins, beside it. Undefined when none is asked for. */
export async function openRecord(
  context: RecordContext,
  {
    inputs: { environment, token },
    ...facts
  }: Pick<RecordFacts, 'sha' | 'releases'> & { readonly inputs: Pick<DeployInputs, 'environment' | 'token'> },
): Promise<DeploymentRecord | undefined> {
  if (environment === undefined || token === undefined) return undefined;
  try {
    // Loaded on demand: most deployments keep no such record. One that cannot be loaded decides over nothing either.
    const { DeploymentRecord } = await import('#shared/github/deployment-record');
    return new DeploymentRecord(context, { environment, token, description: describeStart(facts.releases), ...facts });
  } catch (error) {
    context.log.warning(`The deployment is not recorded on GitHub: ${errorMessage(error)}`);
    return undefined;
  }
}

function describeStart([release, ...others]: RecordFacts['releases']): string {
  return others.length === 0
    ? `${revisionName(release.taskDefinition)} is being deployed to ${release.service}`
    : `${others.length + 1} services are being deployed`;
}

export function releaseOf({ current, wanted }: Plan, ref: ServiceRef, taskDefinition: string): DeployedRelease {
  return {
    cluster: shortName(ref.cluster),
    service: shortName(ref.service),
    taskDefinition,
    previousTaskDefinition: current.taskDefinition,
    images: (wanted.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []),
  };
}

export function describeEnd({ outcome, reason }: Pick<DeployResult, 'outcome' | 'reason'>): string {
  return outcome === 'deployed' ? `${reason} Its verification comes next.` : reason;
}

/** What GitHub is told of an outcome. A deployment is no success before its verification has passed. */
export function stateOf(outcome: Outcome): DeploymentState {
  switch (outcome) {
    case 'deployed':
    case 'started':
    case 'paused':
    case 'unchanged':
    case 'dry-run':
      return 'in_progress';
    case 'failed':
    case 'rolled-back':
      return 'failure';
    case 'superseded':
      return 'inactive';
    case 'timed-out':
    case 'cancelled':
      return 'error';
  }
}
