import type { RoleTrust } from '#sandbox/aws/role-trust';
import type { Task } from '../model.ts';
import { StartFailure } from './failures.ts';

/**
 * ECS takes on a task's roles before it pulls anything.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @throws StartFailure when a role does not exist or does not trust `ecs-tasks.amazonaws.com`
 */
export function assumeRoles({ definition }: Task, trust: RoleTrust): void {
  const { executionRoleArn, taskRoleArn } = definition.spec;
  for (const role of [taskRoleArn, executionRoleArn]) {
    if (role === undefined || trust.admits(role, { kind: 'service', name: 'ecs-tasks.amazonaws.com' })) continue;
    throw new StartFailure(
      `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    );
  }
}
