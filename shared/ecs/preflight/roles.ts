import { parseImageName } from '#shared/ecr/image-name';
import { parseEcrHost } from '#shared/ecr/repository';
import { parseArn } from '../names.ts';
import { ask, type AskTools } from './ask.ts';
import { error, type Outcome } from './finding.ts';
import { containersOf, isOnFargate, placeOf, type Subject } from './subject.ts';
import { admitsEcsTasks } from './trust-policy.ts';

export interface UsedRole {
  /** An ARN, or the name alone, which ECS takes as well. */
  readonly role: string;
  /** `executionRoleArn`, `taskRoleArn`, or both. */
  readonly uses: readonly string[];
}

/** Each role once. */
export function usedRoles({ definition }: Subject): readonly UsedRole[] {
  const uses = (['executionRoleArn', 'taskRoleArn'] as const).flatMap((use) => {
    const role = definition[use];
    return role === undefined || role === '' ? [] : [{ use, role }];
  });
  return [...Map.groupBy(uses, ({ role }) => role)].map(([role, group]) => ({
    role,
    uses: group.map(({ use }) => use),
  }));
}

/** Whether the role is there and ECS may give it to tasks. */
export async function checkRole(
  { role, uses }: UsedRole,
  subject: Subject,
  tools: AskTools,
): Promise<readonly Outcome[]> {
  const title = `Role ${role} (${uses.join(', ')})`;
  const { account, partition } = placeOf(subject);
  const arn = parseArn(role);
  if (arn !== undefined && (arn.account !== account || arn.partition !== partition)) {
    const problem = `${title} is not of the service's account ${account}: a role cannot be passed from one account to another.`;
    return [error(problem, `Name a role of arn:${partition}:iam::${account}.`)];
  }
  const name = role.slice(role.lastIndexOf('/') + 1);
  const found = await ask({ what: `role ${role}`, permission: 'iam:GetRole', read: (api) => api.role(name) }, tools);
  if (found.kind === 'unknown') return [found.outcome];
  const principal = '{"Service": "ecs-tasks.amazonaws.com"}';
  if (found.kind === 'missing') {
    return [
      error(`${title} does not exist.`, `Create it with a trust policy that names ${principal}, or correct the name.`),
    ];
  }
  if (arn !== undefined && found.value.arn !== role) {
    return [
      error(`${title} does not exist: the role of that name is ${found.value.arn}.`, 'Write the ARN with its path.'),
    ];
  }
  if (admitsEcsTasks(found.value.trustPolicy, account)) return [];
  const problem = `${title} cannot be assumed by ecs-tasks.amazonaws.com: its trust policy does not allow it.`;
  return [error(problem, `Allow sts:AssumeRole for the principal ${principal} in the trust policy of the role.`)];
}

/**
 * What on Fargate cannot be done without an execution role (developer guide, "Amazon ECS task execution IAM role").
 * On instances the instance's own role serves for images and logs.
 */
export function checkExecutionRole(subject: Subject): readonly Outcome[] {
  const { executionRoleArn } = subject.definition;
  if (executionRoleArn !== undefined && executionRoleArn !== '') return [];
  const containers = containersOf(subject);
  const secrets = containers.some(
    ({ secrets, logConfiguration }) => (secrets?.length ?? 0) + (logConfiguration?.secretOptions?.length ?? 0) > 0,
  );
  const logs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  const images = containers.some(({ image = '' }) => parseEcrHost(parseImageName(image)?.registry ?? '') !== undefined);
  const fargate = isOnFargate(subject);
  const needs = [
    ...(secrets ? ['secrets'] : []),
    ...(fargate && images ? ['images in Amazon ECR'] : []),
    ...(fargate && logs ? ['logs by awslogs'] : []),
  ];
  if (needs.length === 0) return [];
  const problem = `The task definition has no executionRoleArn, without which there are no ${needs.join(', no ')}.`;
  return [error(problem, 'Name a role with the managed policy AmazonECSTaskExecutionRolePolicy.')];
}
