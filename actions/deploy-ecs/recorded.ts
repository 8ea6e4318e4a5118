import { errorMessage } from '#shared/action/errors';
import { shortName } from '#shared/ecs/names';
import type { DeploymentState } from '#shared/github/deployments';
import type { GithubRecord, RecordContext } from './github-record.ts';
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
  const { environment, token, ref } = inputs;
  let record: Promise<GithubRecord | undefined> | undefined;
  const begin = (taskDefinition: string): void => {
    if (environment === undefined || token === undefined) return;
    const release = {
      cluster: shortName(ref.cluster),
      service: shortName(ref.service),
      taskDefinition,
      previousTaskDefinition: plan.current.taskDefinition,
      images: (plan.wanted.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []),
    };
    // Loaded on demand: most deployments keep no such record. One that cannot be loaded decides over nothing either.
    record = import('./github-record.ts').then(
      ({ GithubRecord }) => new GithubRecord(context, { environment, token, sha, release }),
      (error: unknown) => {
        context.log.warning(`The deployment is not recorded on GitHub: ${errorMessage(error)}`);
        return undefined;
      },
    );
  };
  let result: DeployResult;
  try {
    result = await deploy(begin);
  } catch (error) {
    await (await record)?.close('error', errorMessage(error));
    throw error;
  }
  const { outcome, reason } = result;
  const next = outcome === 'deployed' ? ' Its verification comes next.' : '';
  const githubDeployment = await (await record)?.close(stateOf(outcome), `${reason}${next}`);
  return githubDeployment === undefined ? result : { ...result, githubDeployment };
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
