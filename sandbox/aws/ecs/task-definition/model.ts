import type { ContainerInput, TaskDefinitionInput } from './shape.ts';

// Type aliases, since an interface does not count as a JSON object.
export type PortMapping = {
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: string;
  readonly name?: string;
  readonly appProtocol?: string;
};

export type NameValue = {
  readonly name: string;
  readonly value: string;
};

export type SecretReference = {
  readonly name: string;
  readonly valueFrom: string;
};

export type HealthCheck = NonNullable<ContainerInput['healthCheck']>;

/** A container as ECS keeps it: checked, with the defaults it adds. */
export type ContainerDefinition = Omit<
  ContainerInput,
  'name' | 'image' | 'cpu' | 'essential' | 'environment' | 'portMappings' | 'secrets'
> & {
  readonly name: string;
  readonly image: string;
  readonly cpu: number;
  readonly essential: boolean;
  readonly environment: readonly NameValue[];
  readonly portMappings: readonly PortMapping[];
  readonly secrets?: readonly SecretReference[];
};

export type TaskDefinitionSpec = Omit<TaskDefinitionInput, 'family' | 'containerDefinitions'> & {
  readonly family: string;
  readonly containerDefinitions: readonly ContainerDefinition[];
};

export interface TaskDefinition {
  readonly arn: string;
  readonly revision: number;
  readonly spec: TaskDefinitionSpec;
  readonly registeredAt: number;
  /** Changed by TagResource and UntagResource. */
  readonly tags: Map<string, string>;
  /** Epoch milliseconds; set by DeregisterTaskDefinition, and then the revision is INACTIVE. */
  deregisteredAt?: number;
  /** Epoch milliseconds; set by DeleteTaskDefinitions, and then it is gone once nothing runs it. */
  deleteRequestedAt?: number;
}
