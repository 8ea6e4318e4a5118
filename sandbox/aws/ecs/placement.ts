import type { TaskDefinition } from './task-definition/model.ts';

/** Is there room for one more task. A sandbox has always room, unless a fault is ordered. */
export interface Placement {
  /** Undefined while there is room. */
  refusal(request: PlacementRequest): PlacementRefusal | undefined;
}

export interface PlacementRequest {
  readonly cluster: string;
  readonly taskDefinition: TaskDefinition;
}

export interface PlacementRefusal {
  /** As a service event words it after `was unable to place a task. Reason: `. */
  readonly reason: string;
  /** As RunTask has it in `failures[].reason`, e.g. `RESOURCE:CPU`. */
  readonly failure: string;
}
