import type { JsonObject } from '#sandbox/aws/service';
import type { TargetWeight } from '#sandbox/aws/traffic';

export interface Application {
  readonly id: string;
  name: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  readonly groups: Map<string, DeploymentGroup>;
  /** By SHA-256 of their content. */
  readonly revisions: Map<string, Revision>;
}

export interface Revision {
  readonly content: string;
  readonly sha256: string;
  readonly spec: AppSpec;
}

/** How production traffic moves. Percent of all traffic, and whole minutes. */
export type TrafficRoutingConfig =
  | { readonly type: 'AllAtOnce' }
  | { readonly type: 'TimeBasedCanary'; readonly percentage: number; readonly minutes: number }
  | { readonly type: 'TimeBasedLinear'; readonly percentage: number; readonly minutes: number };

export interface DeploymentConfig {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly routing: TrafficRoutingConfig;
  readonly builtIn: boolean;
}

export type RollbackEvent = 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST';

export interface AutoRollback {
  readonly enabled: boolean;
  readonly events: readonly RollbackEvent[];
}

export interface AlarmWatch {
  readonly enabled: boolean;
  readonly ignorePollAlarmFailure: boolean;
  readonly names: readonly string[];
}

export interface BlueGreen {
  readonly readyAction: 'CONTINUE_DEPLOYMENT' | 'STOP_DEPLOYMENT';
  readonly readyWaitMinutes: number;
  readonly terminationWaitMinutes: number;
}

export interface GroupSettings {
  readonly configName: string;
  readonly serviceRoleArn: string;
  /** Each as it was given, by name or ARN. */
  readonly ecs: { readonly serviceName: string; readonly clusterName: string };
  readonly targetGroupNames: readonly [string, string];
  readonly prodListener: string;
  readonly testListener: string | undefined;
  readonly autoRollback: AutoRollback;
  readonly alarms: AlarmWatch;
  readonly blueGreen: BlueGreen;
}

export interface DeploymentGroup {
  readonly id: string;
  name: string;
  readonly application: Application;
  readonly tags: Map<string, string>;
  settings: GroupSettings;
  /** Newest first. */
  deployments: Deployment[];
}

export type DeploymentStatus = 'Created' | 'InProgress' | 'Ready' | 'Succeeded' | 'Failed' | 'Stopped';

export type LifecycleEventName =
  | 'BeforeInstall'
  | 'Install'
  | 'AfterInstall'
  | 'AllowTestTraffic'
  | 'AfterAllowTestTraffic'
  | 'BeforeAllowTraffic'
  | 'AllowTraffic'
  | 'AfterAllowTraffic';

export interface LifecycleEvent {
  readonly name: LifecycleEventName;
  status: 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped';
  startedAt: number | undefined;
  endedAt: number | undefined;
  /** What went wrong. */
  message: string | undefined;
}

export interface Deployment {
  readonly id: string;
  readonly group: DeploymentGroup;
  readonly config: DeploymentConfig;
  readonly creator: 'user' | 'codeDeployRollback';
  readonly description: string | undefined;
  readonly revision: Revision | undefined;
  readonly previousRevision: Revision | undefined;
  readonly autoRollback: AutoRollback;
  readonly alarms: AlarmWatch;
  readonly createdAt: number;
  readonly events: readonly LifecycleEvent[];
  status: DeploymentStatus;
  startedAt: number | undefined;
  completedAt: number | undefined;
  error: { readonly code: string; readonly message: string } | undefined;
  rollback: RollbackInfo | undefined;
  /** The task set that served when it began. */
  blue: Side | undefined;
  /** The task set it made. */
  green: Side | undefined;
  /** Where its listeners forwarded to before it shifted any traffic. */
  former: readonly Route[];
  /** Percent of the production traffic that green gets. */
  greenWeight: number;
  terminationWaitStarted: boolean;
  updatedAt: number;
}

/** One of the two task sets of a deployment, behind one of the two target groups. */
export interface Side {
  readonly id: string;
  readonly targetGroupArn: string;
}

export interface Route {
  readonly listener: string;
  readonly weights: readonly TargetWeight[];
}

export interface RollbackInfo {
  readonly rollbackDeploymentId?: string;
  readonly rollbackTriggeringDeploymentId?: string;
  readonly rollbackMessage: string;
}

export function isCompleted({ status }: Deployment): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

export type HookName = Exclude<LifecycleEventName, 'Install' | 'AllowTestTraffic' | 'AllowTraffic'>;

/** The part of an AppSpec file for Amazon ECS that says what to run. */
export interface AppSpec {
  readonly taskDefinition: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly platformVersion?: string;
  /** As ECS's API has it. */
  readonly networkConfiguration?: JsonObject;
  readonly capacityProviderStrategy?: readonly JsonObject[];
  readonly hooks: ReadonlyMap<HookName, string>;
}
