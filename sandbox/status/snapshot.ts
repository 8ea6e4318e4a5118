/** What the status page shows, as of one instant. Plain JSON: the page gets it as it is. */
export interface Snapshot {
  readonly region: string;
  /** AWS time passes this many times faster. */
  readonly speed: number;
  readonly services: readonly ServiceState[];
  readonly listeners: readonly ListenerState[];
  readonly calls: readonly CallState[];
  /** Faults that were ordered and stand. */
  readonly faults: readonly FaultState[];
}

export interface ServiceState {
  readonly cluster: string;
  readonly name: string;
  readonly status: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly strategy: string;
  readonly deployments: readonly DeploymentState[];
  readonly rollout: RolloutState | undefined;
  readonly tasks: readonly TaskState[];
  readonly targetGroups: readonly TargetGroupState[];
  /** Newest first. */
  readonly events: readonly EventState[];
}

export interface DeploymentState {
  readonly id: string;
  readonly status: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  readonly state: string;
  readonly reason: string;
}

/** The newest service deployment. */
export interface RolloutState {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly stage: string;
  readonly hooks: readonly HookState[];
  readonly breaker: string;
  readonly alarms: string;
  readonly revisions: readonly RevisionState[];
}

export interface HookState {
  readonly id: string;
  readonly status: string;
}

export interface RevisionState {
  readonly id: string;
  readonly role: 'target' | 'source';
  readonly productionWeight: number | undefined;
  readonly testWeight: number | undefined;
}

export interface TaskState {
  readonly id: string;
  readonly deployment: string;
  readonly taskDefinition: string;
  readonly status: string;
  readonly health: string;
  readonly address: string;
  /** Why it stops or stopped, with the containers' exit codes. */
  readonly reason: string;
}

export interface TargetGroupState {
  readonly name: string;
  readonly targets: readonly TargetState[];
}

export interface TargetState {
  readonly address: string;
  readonly state: string;
  readonly why: string;
}

export interface ListenerState {
  readonly loadBalancer: string;
  readonly port: number;
  readonly rules: readonly RuleState[];
}

export interface RuleState {
  /** `default` for the listener's own action. */
  readonly priority: string;
  readonly conditions: string;
  readonly weights: readonly { readonly targetGroup: string; readonly weight: number }[];
}

export interface EventState {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly message: string;
}

export interface CallState {
  /** `SERVICE.Operation`. */
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  readonly throttled: number;
}

export interface FaultState {
  readonly about: string;
  readonly order: string;
  readonly struck: number;
}
