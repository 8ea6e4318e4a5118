import { list, map, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { Operation } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import { codeDeployError } from './errors.ts';
import type { Deployment } from './model.ts';
import { targetIdOf, targetView } from './views.ts';

/** A deployment to Amazon ECS has one target, its service: `cluster:service`. */
export function targetOperations(context: CodeDeployContext): Record<string, Operation> {
  const { state } = context;
  return {
    ListDeploymentTargets: operation(
      struct({ deploymentId: string, nextToken: string, targetFilters: map(list(string)) }),
      (input) => {
        const deployment = started(state.deployment(input.deploymentId));
        const wanted = input.targetFilters?.['TargetStatus'];
        const matches = !wanted || wanted.includes(statusOf(context, deployment));
        return { targetIds: matches ? [targetIdOf(deployment)] : [] };
      },
    ),

    GetDeploymentTarget: operation(struct({ deploymentId: string, targetId: string }), (input) => {
      const deployment = started(state.deployment(input.deploymentId));
      return { deploymentTarget: targetView(context, checked(deployment, input.targetId)) };
    }),

    BatchGetDeploymentTargets: operation(struct({ deploymentId: string, targetIds: list(string) }), (input) => {
      const deployment = started(state.deployment(input.deploymentId));
      const ids = input.targetIds ?? [targetIdOf(deployment)];
      return { deploymentTargets: ids.map((id) => targetView(context, checked(deployment, id))) };
    }),
  };
}

function statusOf(context: CodeDeployContext, deployment: Deployment): string {
  const { ecsTarget } = targetView(context, deployment);
  return String(struct({ status: string })(ecsTarget ?? {}).status);
}

/** @throws DeploymentNotStartedException */
function started(deployment: Deployment): Deployment {
  if (deployment.status !== 'Created') return deployment;
  throw codeDeployError('DeploymentNotStarted', 'The specified deployment has not started.');
}

/** @throws DeploymentTargetIdRequiredException | DeploymentTargetDoesNotExistException */
function checked(deployment: Deployment, id: string | undefined): Deployment {
  if (!id) throw codeDeployError('DeploymentTargetIdRequired', 'A deployment target ID was not provided.');
  if (id === targetIdOf(deployment)) return deployment;
  throw codeDeployError(
    'DeploymentTargetDoesNotExist',
    'The provided target ID does not belong to the attempted deployment.',
  );
}
