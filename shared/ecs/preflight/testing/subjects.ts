import { serviceWith } from '#shared/ecs/testing/scripted-ecs';
import type { EcsDeploymentConfiguration, EcsService, TaskDefinitionInput } from '../../api.ts';
import type { ContainerInput, Subject } from '../subject.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export interface SubjectOptions {
  readonly task?: Partial<TaskDefinitionInput>;
  readonly containers?: readonly ContainerInput[];
  readonly service?: Partial<EcsService>;
  readonly desiredCount?: number;
  readonly configuration?: EcsDeploymentConfiguration;
}

/** A deployment to a Fargate service in {@link ACCOUNT} and {@link REGION} that nothing is wrong with, but for the options. */
export function subject({
  task = {},
  containers = [{ name: 'web', image: 'web:1' }],
  service = {},
  desiredCount = 2,
  configuration = {},
}: SubjectOptions = {}): Subject {
  return {
    definition: {
      family: 'web',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      ...task,
      containerDefinitions: [...containers],
    },
    service: serviceWith([['ecs-svc/1', 'PRIMARY', 'COMPLETED', 'web:1']], {
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      ...service,
    }),
    desiredCount,
    configuration,
  };
}
