import type { Alarms } from '#sandbox/aws/alarms';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { TargetGroups } from '#sandbox/aws/target-groups';
import type { TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import type { Arns, Ids } from './names.ts';
import type { Placement } from './placement.ts';
import type { State } from './state.ts';
import type { TaskEngine } from './tasks/engine.ts';
import type { Unsure } from './unsure.ts';

/** What operations and the scheduler work with. */
export interface EcsContext {
  readonly clock: SandboxClock;
  readonly state: State;
  readonly ids: Ids;
  readonly arns: Arns;
  readonly targetGroups: TargetGroups;
  readonly routing: TrafficRouting;
  readonly alarms: Alarms;
  readonly placement: Placement;
  readonly lambda: LambdaFunctions;
  readonly unsure: Unsure;
  readonly engine: TaskEngine;
  /** Told what went wrong inside, one line each. */
  readonly log: (line: string) => void;
  /** How long DescribeServices answers the past after UpdateService, in milliseconds of AWS time. */
  readonly staleReadMs: number;
  /** How long registering a task definition takes, in milliseconds of AWS time. */
  readonly registrationMs: number;
}
