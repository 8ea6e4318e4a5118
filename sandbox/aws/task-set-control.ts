import type { LoadBalancer } from '#sandbox/aws/ecs/model';
import type { JsonObject } from '#sandbox/aws/service';

/** What CodeDeploy does with Amazon ECS services; implemented by sandbox/aws/ecs/task-sets. */
export interface TaskSetControl {
  /** Both by name or ARN. Undefined when there is no ACTIVE service of this name. */
  find(cluster: string, service: string): ControlledService | undefined;
}

/** One service, as it is at the time of each call. */
export interface ControlledService {
  readonly arn: string;
  readonly name: string;
  readonly cluster: string;
  readonly controller: string;
  /** Oldest first. */
  taskSets(): readonly TaskSetSight[];
  /**
   * Starts a task set beside the others, at full scale; what is not given is as in the primary one.
   * @returns its id
   * @throws {AwsError} what ECS answers to CreateTaskSet
   */
  create(wanted: WantedTaskSet): string;
  makePrimary(id: string): void;
  /** Ends a task set. Nothing happens when there is none of this id any more. */
  remove(id: string): void;
}

export interface WantedTaskSet {
  readonly taskDefinition: string;
  readonly externalId: string;
  readonly loadBalancer: LoadBalancer;
  readonly platformVersion?: string;
  /** As ECS's API has it. */
  readonly networkConfiguration?: JsonObject;
  /** As ECS's API has it; in place of a launch type. */
  readonly capacityProviderStrategy?: readonly JsonObject[];
}

export interface TaskSetSight {
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly steady: boolean;
  readonly targetGroupArns: readonly string[];
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
}
