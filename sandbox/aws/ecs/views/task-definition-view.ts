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
    requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
    registeredAt: timestamp(definition.registeredAt),
    registeredBy: `arn:${arns.partition}:iam::${arns.account}:root`,
    deregisteredAt: timestamp(deregisteredAt),
  };
}

export function tagsView(tags: ReadonlyMap<string, string>): readonly JsonObject[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}
