import type { Alarms } from '#sandbox/aws/alarms';
import type { JsonObject } from '#sandbox/aws/service';
import type { TaskSetControl } from '#sandbox/aws/task-set-control';
import type { TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import type { CodeDeployState } from './state.ts';

/** The functions hooks call. */
export interface Lambda {
  exists(nameOrArn: string): boolean;
  invoke(nameOrArn: string, event: JsonObject): Promise<JsonObject>;
}

/** What operations and runs work with. */
export interface CodeDeployContext {
  readonly clock: SandboxClock;
  readonly state: CodeDeployState;
  readonly taskSets: TaskSetControl;
  readonly routing: TrafficRouting;
  readonly alarms: Alarms;
  readonly lambda: Lambda;
  readonly log: (line: string) => void;
  /** ARN of a target group; undefined when there is none of this name. */
  readonly targetGroupArn: (name: string) => string | undefined;
  readonly uuid: () => string;
  /** `d-` and nine capital letters and digits. */
  readonly deploymentId: () => string;
}
