import type { JsonObject } from '#sandbox/aws/service';
import type { Arns } from '../names.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { timestamp } from '../time.ts';

export function taskDefinitionView(definition: TaskDefinition, arns: Arns): JsonObject {
  const { spec, deregisteredAt } = definition;
  const fargate = spec.networkMode === 'awsvpc' && spec.cpu !== undefined && spec.memory !== undefined;
  return {
    ...spec,
    taskDefinitionArn: definition.arn,
    revision: definition.revision,
    status: deregisteredAt === undefined ? 'ACTIVE' : 'INACTIVE',
    compatibilities: fargate ? ['EC2', 'FARGATE'] : ['EC2'],
    requiresAttributes: requiredAttributes(definition).map((name) => ({ name })),
    registeredAt: timestamp(definition.registeredAt),
    registeredBy: `arn:${arns.partition}:iam::${arns.account}:root`,
    deregisteredAt: timestamp(deregisteredAt),
  };
}

export function tagsView(tags: ReadonlyMap<string, string>): readonly JsonObject[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** Some of the attributes ECS derives from what a task definition uses. */
function requiredAttributes({ spec }: TaskDefinition): readonly string[] {
  const { containerDefinitions: containers, executionRoleArn, networkMode, taskRoleArn } = spec;
  const logs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  const healthChecks = containers.some(({ healthCheck }) => healthCheck !== undefined);
  return [
    ...(networkMode === 'awsvpc' ? ['ecs.capability.task-eni'] : []),
    ...(logs ? ['com.amazonaws.ecs.capability.logging-driver.awslogs'] : []),
    ...(logs && executionRoleArn !== undefined ? ['ecs.capability.execution-role-awslogs'] : []),
    ...(taskRoleArn === undefined ? [] : ['com.amazonaws.ecs.capability.task-iam-role']),
    ...(healthChecks ? ['ecs.capability.container-health-check'] : []),
  ];
}
