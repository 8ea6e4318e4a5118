import type {
  DeploymentConfiguration,
  RegisterTaskDefinitionCommandInput,
  Service,
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentStatus,
  ServiceRevision,
  Task,
  TaskDefinition,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import type { Tag } from '#shared/release/record';

// The SDK's types by names of our own: what is outside this folder must not import the SDK.
export type EcsService = Service;
export type EcsTask = Task;
export type EcsTaskDefinition = TaskDefinition;
export type EcsServiceDeployment = ServiceDeployment;
export type EcsServiceRevision = ServiceRevision;
export type TaskDefinitionInput = RegisterTaskDefinitionCommandInput;
export type ServiceUpdate = UpdateServiceCommandInput;
export type EcsDeploymentConfiguration = DeploymentConfiguration;

/** Revisions that can be deployed, the default where one is asked for, or that were deregistered. */
export type RevisionStatus = 'ACTIVE' | 'INACTIVE';

/** One service. `service` is a name or an ARN, as is `cluster`. */
export interface ServiceRef {
  readonly cluster: string;
  readonly service: string;
}

/** A task definition in ECS's own words, with what this SDK does not know. */
export interface Verbatim {
  readonly definition: TaskDefinition;
  /** Paths of what the SDK left out. Never empty. */
  readonly unknown: readonly string[];
}

export interface TaggedTaskDefinition {
  readonly taskDefinition: TaskDefinition;
  readonly tags: readonly Tag[];
  /** Undefined when the SDK knows all of it. */
  readonly verbatim?: Verbatim | undefined;
}

/**
 * The calls of Amazon ECS that the suite makes, and nothing else of it, so that a test can stand in for AWS.
 * Every call rejects with the SDK's error, or with the signal's reason once the job is cancelled.
 */
export interface EcsApi {
  /** Undefined when ECS answers MISSING. A missing cluster rejects. */
  describeService(ref: ServiceRef): Promise<Service | undefined>;
  /** Those of at most 10 services of one cluster that exist, in no order. A missing cluster rejects. */
  describeServices(cluster: string, services: readonly string[]): Promise<readonly Service[]>;
  /** `taskDefinition`: an ARN, `family:revision`, or `family` for its newest active revision. */
  describeTaskDefinition(taskDefinition: string): Promise<TaggedTaskDefinition>;
  /** ARNs of the revisions of `family`, newest first, at most `limit`. */
  listRevisions(family: string, limit: number, status?: RevisionStatus): Promise<readonly string[]>;
  /** Members the SDK does not know are sent as they are. */
  registerTaskDefinition(input: RegisterTaskDefinitionCommandInput): Promise<TaskDefinition>;
  /** Sent once: when its answer is lost, it may have been carried out (`sendUpdate`). */
  updateService(input: UpdateServiceCommandInput): Promise<Service>;
  /** Tasks of the service that are to run, whether they do yet or not; of all its deployments. */
  runningTasks(ref: ServiceRef): Promise<readonly Task[]>;
  /** The EC2 instances that container instances of a cluster are, by the ARNs of the latter. */
  ec2Instances(cluster: string, containerInstances: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Tasks of the service that ended within about the last hour, as many as ECS still knows. */
  stoppedTasks(ref: ServiceRef): Promise<readonly Task[]>;
  /** Newest first; `limit` at most 100, and 20 where none is given. */
  listServiceDeployments(
    ref: ServiceRef,
    status: readonly ServiceDeploymentStatus[],
    limit?: number,
  ): Promise<readonly ServiceDeploymentBrief[]>;
  describeServiceDeployments(arns: readonly string[]): Promise<readonly ServiceDeployment[]>;
  describeServiceRevisions(arns: readonly string[]): Promise<readonly ServiceRevision[]>;
  /** Asks ECS to take a service deployment in progress back to the service revision before it. */
  rollBackServiceDeployment(arn: string): Promise<void>;
  /** Answers a hook that awaits an action. */
  continueServiceDeployment(
    arn: string,
    answer: { readonly hookId: string; readonly action: 'CONTINUE' | 'ROLLBACK' },
  ): Promise<void>;
  tagResource(arn: string, tags: readonly Tag[]): Promise<void>;
}
