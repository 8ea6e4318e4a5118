import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import type { Target } from '#sandbox/aws/target-groups';
import type { RunningContainer } from '#sandbox/tasks/runtime';
import type {
  DeploymentConfiguration,
  HookRun,
  LifecycleStage,
  MonitorStatus,
  StagePosition,
} from './rollout/strategy.ts';
import type { ContainerDefinition, NameValue, TaskDefinition } from './task-definition/model.ts';

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly settings: JsonValue;
  readonly tags: Map<string, string>;
  /** By name. A deleted service stays, INACTIVE, until one of its name is made again. */
  readonly services: Map<string, Service>;
}

export interface LoadBalancer {
  readonly targetGroupArn: string;
  readonly containerName: string;
  readonly containerPort: number;
  /** How traffic moves between two target groups in BLUE_GREEN, LINEAR and CANARY deployments. */
  readonly advancedConfiguration?: AdvancedConfiguration;
}

export interface AdvancedConfiguration {
  readonly alternateTargetGroupArn: string;
  /** ARN of a listener rule, or of a listener. */
  readonly productionListenerRule: string;
  readonly testListenerRule?: string;
  readonly roleArn: string;
}

/** What makes a service revision: changing any of it starts a deployment. */
export interface RevisionSettings {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly serviceRegistries: JsonValue;
  readonly platformVersion: string;
  readonly networkConfiguration?: JsonValue;
  readonly serviceConnectConfiguration?: JsonValue;
  readonly volumeConfigurations?: JsonValue;
  readonly vpcLatticeConfigurations?: JsonValue;
}

export interface ServiceRevision {
  readonly arn: string;
  readonly createdAt: number;
  readonly taskDefinition: TaskDefinition;
  readonly settings: RevisionSettings;
  /** The service's own, as it was when the revision was made: changing it alone makes none. */
  readonly capacity: Pick<ServiceSettings, 'launchType' | 'capacityProviderStrategy'>;
  /** The target group its tasks are in, for each of `settings.loadBalancers`: the alternate one in every other blue/green deployment. */
  readonly targetGroups: readonly string[];
  /** Container name → digest its image resolved to when the revision first pulled it. */
  readonly digests: Map<string, string>;
}

/** What holds for a service whatever revision it runs. */
export interface ServiceSettings {
  readonly desiredCount: number;
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly launchType: string | undefined;
  readonly capacityProviderStrategy: JsonValue;
  /** Seconds of AWS time. */
  readonly healthCheckGracePeriodSeconds: number;
  /** Members the sandbox gives back as they came. */
  readonly kept: JsonObject;
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

/** Who starts and ends the revisions of a service: ECS by deployments, the others by task sets. */
export type DeploymentController = 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';

/** One revision of a service whose rollouts are not ECS's own; see task-sets/. */
export interface TaskSet {
  readonly arn: string;
  /** What its tasks belong to. A task set is a deployment that nothing succeeds: only its own tasks and its scale matter. */
  readonly deployment: Deployment;
  readonly externalId: string | undefined;
  readonly startedBy: string | undefined;
  readonly launchType: string | undefined;
  readonly capacityProviderStrategy: JsonValue;
  readonly tags: Map<string, string>;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  /** Percent of the service's desired count. */
  scale: number;
  stabilityStatus: 'STEADY_STATE' | 'STABILIZING';
  stabilityStatusAt: number;
  updatedAt: number;
}

export interface Service {
  readonly name: string;
  readonly arn: string;
  readonly controller: DeploymentController;
  readonly cluster: Cluster;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  settings: ServiceSettings;
  /** PRIMARY first, the others newest first; empty once INACTIVE. */
  deployments: Deployment[];
  /** Oldest first; empty where the controller is ECS. Those with task sets have no deployments. */
  taskSets: TaskSet[];
  /** Newest first. */
  serviceDeployments: ServiceDeployment[];
  /** Newest first, 100 at most. */
  events: ServiceEvent[];
  /** The rollback target: the deployment that completed last, unless it is being rolled back to right now. */
  lastCompleted: Deployment | undefined;
  /** When the present steady state was last told; undefined while there is none. */
  steadySince: number | undefined;
  /** Answered instead of the truth until then, when stale reads are ordered. */
  stale: { readonly until: number; readonly view: JsonObject } | undefined;
}

export type RolloutState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

export interface Deployment {
  readonly id: string;
  readonly revision: ServiceRevision;
  readonly createdAt: number;
  updatedAt: number;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: RolloutState;
  rolloutStateReason: string;
  /** Tasks this deployment should keep: the service's count while PRIMARY, then what is not yet replaced. */
  desiredCount: number;
  /** Tasks that failed one after the other. */
  failedTasks: number;
  /** What the circuit breaker counts. */
  failureCount: number;
  reachedRunning: boolean;
  /** Tasks in a row that never reached RUNNING; decides the launch back-off. */
  startFailures: number;
  launchableAt: number;
}

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

export interface RevisionSummary {
  readonly arn: string;
  readonly requestedTaskCount: number;
  readonly runningTaskCount: number;
  readonly pendingTaskCount: number;
  /** Percents. Absent in rolling deployments, which move no traffic. */
  readonly requestedProductionTrafficWeight?: number;
  readonly requestedTestTrafficWeight?: number;
}

/** How far a BLUE_GREEN, LINEAR or CANARY deployment has come. */
export interface StageRun {
  /** The deployment that serves until traffic has moved; undefined when none does. */
  readonly blue: Deployment | undefined;
  /** Blue has completed: it is kept whole, and gone back to. Else it serves with what it has, until green takes over. */
  readonly proven: boolean;
  readonly green: Deployment;
  /** Green's percent of production traffic after each shift; the last is 100. */
  readonly steps: readonly number[];
  /** Undefined until the scheduler's first look. */
  position: StagePosition | undefined;
  /** When the stage began. */
  since: number;
  /** Green's percents. */
  production: number;
  test: number;
  /** Of this visit of the stage. */
  hooks: readonly HookRun[];
  /** The load balancer did not do as it was told. */
  trafficFailed: boolean;
  /** The stages of the rollback, once there is one. */
  wayBack: readonly LifecycleStage[] | undefined;
}

/** What a service deployment shows that moves while it is under way. */
export interface ServiceDeploymentCounts {
  readonly target: RevisionSummary;
  readonly sources: readonly RevisionSummary[];
  /** What the circuit breaker has counted, and at how many it trips. */
  readonly failureCount: number;
  readonly threshold: number;
}

export interface ServiceDeployment {
  readonly arn: string;
  readonly createdAt: number;
  /** The deployment of the legacy view it stands for. */
  readonly deployment: Deployment;
  /** Deployments that ran when it began. */
  readonly sources: readonly Deployment[];
  readonly configuration: DeploymentConfiguration;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  updatedAt: number;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  stoppedAt: number | undefined;
  rollback: { readonly reason: string; readonly startedAt: number; readonly to: Deployment } | undefined;
  breakerTriggered: boolean;
  alarms: { readonly status: MonitorStatus; readonly triggered: readonly string[] };
  /** When the bake time of a rolling deployment began. */
  bakingSince: number | undefined;
  /** Undefined for ROLLING. */
  readonly stages: StageRun | undefined;
  /** Counts as they were when it finished. */
  final: ServiceDeploymentCounts | undefined;
}

export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'SpotInterruption'
  | 'TerminationNotice'
  | 'InfrastructureHealth';

export interface StopOrder {
  readonly code: StopCode;
  readonly reason: string;
}

export interface ContainerOverride {
  readonly name: string;
  readonly command?: readonly string[];
  readonly environment?: readonly NameValue[];
  readonly memory?: number;
}

export interface TaskContainer {
  readonly definition: ContainerDefinition;
  readonly arn: string;
  readonly runtimeId: string;
  status: 'PENDING' | 'RUNNING' | 'STOPPED';
  /** What was pulled, and is started: the image as written, or pinned to the revision's digest. */
  reference?: string;
  digest?: string;
  startedAt?: number;
  exitCode?: number;
  reason?: string;
  /** The verdict of its health checks; undefined before the first one. */
  health?: 'HEALTHY' | 'UNHEALTHY';
  running?: RunningContainer;
}

export interface TaskTarget {
  readonly targetGroupArn: string;
  readonly target: Target;
}

/** Changed by its own life (tasks/) only, but for `registration`, which the service scheduler moves on. */
export interface Task {
  readonly id: string;
  readonly arn: string;
  readonly cluster: Cluster;
  readonly definition: TaskDefinition;
  readonly createdAt: number;
  readonly launchType: string;
  readonly platformVersion: string;
  readonly startedBy: string | undefined;
  readonly group: string;
  /** The service and revision it was started for; undefined for RunTask. */
  readonly owner: { readonly service: Service; readonly deployment: Deployment } | undefined;
  readonly overrides: JsonObject;
  readonly containerOverrides: readonly ContainerOverride[];
  readonly containers: readonly TaskContainer[];
  readonly capacityProviderName?: string;
  readonly enableExecuteCommand?: boolean;
  readonly attachmentId: string;
  /** Where its network interface is. */
  readonly subnet: string;
  readonly address: string;
  readonly tags: Map<string, string>;
  lastStatus: TaskStatus;
  /** none → due (ready to be registered) → registered → deregistered. */
  registration: 'none' | 'due' | 'registered' | 'deregistered';
  targets: readonly TaskTarget[];
  stop: StopOrder | undefined;
  /** Was it seen healthy since it runs. */
  seenHealthy: boolean;
  pullStartedAt?: number;
  pullStoppedAt?: number;
  startedAt?: number;
  stoppingAt?: number;
  executionStoppedAt?: number;
  stoppedAt?: number;
}
