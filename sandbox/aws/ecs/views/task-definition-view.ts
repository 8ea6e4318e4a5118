import type { JsonObject } from '#sandbox/aws/service';
import type { Arns } from '../names.ts';
import type { ContainerDefinition, TaskDefinition } from '../task-definition/model.ts';
import { isFargateCompatible } from '../task-definition/fargate.ts';
import { statusOf } from '../task-definition/status.ts';
import { timestamp } from '../time.ts';

export function taskDefinitionView(definition: TaskDefinition, arns: Arns): JsonObject {
  const { spec, deleteRequestedAt, deregisteredAt } = definition;
  return {
    ...spec,
    taskDefinitionArn: definition.arn,
    revision: definition.revision,
    status: statusOf(definition),
    compatibilities: isFargateCompatible(spec) ? ['EC2', 'FARGATE'] : ['EC2'],
    requiresAttributes: requiredAttributes(definition).map((name) => ({ name })),
    registeredAt: timestamp(definition.registeredAt),
    registeredBy: `arn:${arns.partition}:iam::${arns.account}:root`,
    deregisteredAt: timestamp(deregisteredAt),
    deleteRequestedAt: timestamp(deleteRequestedAt),
  };
}

export function tagsView(tags: ReadonlyMap<string, string>): readonly JsonObject[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

const ecrImage = /^\d{12}\.dkr\.ecr\./;

/** Attributes ECS derives from what a task definition uses (developer guide, "Container agent attributes"). */
function requiredAttributes({ spec }: TaskDefinition): readonly string[] {
  const { containerDefinitions: containers, executionRoleArn, networkMode, taskRoleArn, volumes } = spec;
  const some = (uses: (container: ContainerDefinition) => boolean): boolean => containers.some(uses);
  const secrets = containers.flatMap((container) => container.secrets ?? []);
  const execution = executionRoleArn !== undefined;
  const logs = some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  const ecr = some(({ image }) => ecrImage.test(image));
  const attributes = {
    'com.amazonaws.ecs.capability.logging-driver.awslogs': logs,
    'ecs.capability.execution-role-awslogs': logs && execution,
    'com.amazonaws.ecs.capability.ecr-auth': ecr,
    'ecs.capability.execution-role-ecr-pull': ecr && execution,
    'ecs.capability.secrets.asm.environment-variables': secrets.some((one) =>
      one.valueFrom.includes(':secretsmanager:'),
    ),
    'ecs.capability.secrets.ssm.environment-variables': secrets.some(
      (one) => !one.valueFrom.includes(':secretsmanager:'),
    ),
    'com.amazonaws.ecs.capability.task-iam-role': taskRoleArn !== undefined,
    'ecs.capability.container-health-check': some(({ healthCheck }) => healthCheck !== undefined),
    'ecs.capability.container-ordering': some(({ dependsOn }) => (dependsOn?.length ?? 0) > 0),
    'ecs.capability.efs': volumes?.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined) === true,
    'ecs.capability.task-eni': networkMode === 'awsvpc',
    'com.amazonaws.ecs.capability.docker-remote-api.1.18': true,
  };
  return Object.entries(attributes).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
}
