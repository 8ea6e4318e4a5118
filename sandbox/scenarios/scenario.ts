import type { AlarmState } from '#sandbox/aws/alarms';
import type { Interruption } from '#sandbox/aws/ecs/tasks/interruptions';
import type { JsonObject } from '#sandbox/aws/service';
import type { CapacityFault } from '#sandbox/faults/faulty-placement';
import type { SecretFault } from '#sandbox/faults/faulty-secrets';
import type { RequestFault } from '#sandbox/faults/requests';
import type { Selection } from '#sandbox/faults/selection';
import type { TaskFault } from '#sandbox/faults/task-faults';
import type { HookStatus } from './hook-functions.ts';

/** One way a deployment can go, told once and then staged, played and judged. Durations are milliseconds of AWS time. */
export interface Scenario {
  readonly name: string;
  readonly story: string;
  readonly given: Given;
  readonly when: readonly Step[];
  readonly then: Expectation;
}

/** What is there before the curtain rises. */
export interface Given {
  readonly desiredCount: number;
  /** `blue-green`: two target groups and the listener rule between them. */
  readonly loadBalancer: 'none' | 'rolling' | 'blue-green';
  /** Does release A run already. False: the first deploy creates the service. */
  readonly running: boolean;
  /** As CreateService takes it. */
  readonly deploymentConfiguration: JsonObject;
  /** More of CreateService, as it takes it. */
  readonly service: JsonObject;
  /** More of the container definition of every release, as RegisterTaskDefinition takes it. */
  readonly container: JsonObject;
  /** CloudWatch alarms that exist, OK. */
  readonly alarms: readonly string[];
  /** Lambda functions for lifecycle hooks, by name, and what they say; their ARNs end in the name. */
  readonly functions: ReadonlyMap<string, HookStatus>;
  /** How long DescribeServices answers the past after an update. */
  readonly staleReadMs: number;
  /** Which of two shapes ECS shows where nobody knows for sure; see aws/ecs/unsure.ts. */
  readonly unsure: JsonObject;
}

export type Step =
  /** Registers a revision for the release and updates the service to it; a release deployed before keeps its revision. */
  | {
      readonly kind: 'deploy';
      readonly release: string;
      readonly faults: readonly TaskFault[];
      readonly when: Selection;
      /** More of UpdateService, as it takes it. */
      readonly update: JsonObject;
    }
  /** UpdateService without a release. */
  | { readonly kind: 'update'; readonly input: JsonObject }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'wait-until'; readonly what: Milestone; readonly limitMs: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'continue'; readonly action: 'CONTINUE' | 'ROLLBACK' }
  | { readonly kind: 'alarm'; readonly name: string; readonly state: AlarmState }
  | { readonly kind: 'delete-service' }
  /** AWS takes the youngest running task away. */
  | { readonly kind: 'interrupt'; readonly how: Interruption }
  | {
      readonly kind: 'request-fault';
      readonly operation: string;
      readonly fault: RequestFault;
      readonly when: Selection;
    }
  | { readonly kind: 'secret-fault'; readonly valueFrom: string; readonly fault: SecretFault; readonly when: Selection }
  | { readonly kind: 'capacity-fault'; readonly fault: CapacityFault; readonly when: Selection };

/** What the play may wait for, in the service's newest service deployment. */
export type Milestone =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'paused' }
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'status'; readonly status: string }
  | { readonly kind: 'event'; readonly text: string };

export const verdicts = [
  'deployed',
  'failed',
  'rolled-back',
  'superseded',
  'timed-out',
  'paused',
  'unchanged',
] as const;
export type Verdict = (typeof verdicts)[number];

/** How it ends; what is not given is not looked at. */
export interface Expectation {
  /** What a deployer that deployed the first release of the play has to say. */
  readonly verdict: Verdict;
  /** Releases whose tasks run at the end. */
  readonly serves?: readonly string[];
  /** Status of the first release's service deployment. */
  readonly serviceDeployment?: string;
  /** Of the PRIMARY deployment. */
  readonly rolloutState?: string;
  readonly lifecycleStage?: string;
  /** Per cent of the production traffic the first release is meant to have. */
  readonly productionWeight?: number;
  /** Parts of event texts, in this order, others between them. */
  readonly events?: readonly string[];
  /** Parts of reasons, each of at least one stopped task; of its containers too. */
  readonly stoppedReasons?: readonly string[];
  /** Each of at least one stopped container. */
  readonly exitCodes?: readonly number[];
  /** Error codes a reader of DescribeServices met. */
  readonly refusedReads?: readonly string[];
  /** Releases a reader of DescribeServices saw as PRIMARY, each change once. */
  readonly primarySeen?: readonly string[];
  /** How long the play is followed after its last step, at most. */
  readonly patienceMs: number;
}
