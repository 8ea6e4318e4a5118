import type { EcsDeploymentConfiguration, EcsService, TaskDefinitionInput } from '../api.ts';
import type { CodeDeployGroup } from '../codedeploy/api.ts';
import { parseArn, type Arn } from '../names.ts';

/** The deployment that is to be checked. */
export interface Subject {
  /** What is to be deployed. */
  readonly definition: TaskDefinitionInput;
  /** The service as it is. */
  readonly service: EcsService;
  /** Tasks the service will be asked to run. */
  readonly desiredCount: number;
  /** How the service replaces its tasks from now on. */
  readonly configuration: EcsDeploymentConfiguration;
  /** The group through which AWS CodeDeploy deploys the service; undefined where ECS deploys it. */
  readonly deploymentGroup?: CodeDeployGroup | undefined;
}

export type ContainerInput = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];

export function containersOf({ definition }: Subject): readonly ContainerInput[] {
  return definition.containerDefinitions ?? [];
}

/** Where the service is: partition, region and account of its ARN. */
export function placeOf({ service }: Subject): Pick<Arn, 'partition' | 'region' | 'account'> {
  return parseArn(service.serviceArn ?? '') ?? { partition: 'aws', region: '', account: '' };
}

/** Whether the service runs its tasks on AWS Fargate. */
export function isOnFargate({ service }: Subject): boolean {
  const providers = service.capacityProviderStrategy ?? [];
  return (
    service.launchType === 'FARGATE' ||
    providers.some(({ capacityProvider }) => capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT')
  );
}
