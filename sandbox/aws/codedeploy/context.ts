import type { Alarms } from '#sandbox/aws/alarms';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { TaskSetControl } from '#sandbox/aws/task-set-control';
import type { TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import type { CodeDeployState } from './state.ts';

/** What operations and runs work with. */
export interface CodeDeployContext {
  readonly clock: SandboxClock;
  readonly state: CodeDeployState;
  readonly taskSets: TaskSetControl;
  readonly routing: TrafficRouting;
  readonly alarms: Alarms;
  /** The functions hooks call. */
  readonly lambda: LambdaFunctions;
  readonly log: (line: string) => void;
  /** ARN of a target group; undefined when there is none of this name. */
  readonly targetGroupArn: (name: string) => string | undefined;
  readonly uuid: () => string;
  /** `d-` and nine capital letters and digits. */
  readonly deploymentId: () => string;
}
