import type { DeployResult } from './result.ts';

/** What is told of one service: by output of a step of one, by name in the output `services`. */
export function outputsOf(
  result: Pick<DeployResult, 'outcome' | 'reason'> & Partial<DeployResult>,
): Readonly<Record<string, string>> {
  return {
    outcome: result.outcome,
    reason: result.reason,
    'task-definition-arn': result.taskDefinitionArn ?? '',
    'previous-task-definition-arn': result.previousTaskDefinitionArn ?? '',
    'deployment-id': result.deploymentId ?? '',
    'codedeploy-deployment-id': result.codeDeploy?.deploymentId ?? '',
    'service-deployment-arn': result.serviceDeploymentArn ?? '',
    'hook-id': result.pause?.hooks[0]?.id ?? '',
    'rolled-back-to': result.rolledBackTo ?? '',
  };
}
