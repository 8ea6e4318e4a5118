import type { EcsApi } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { RolloutMemory } from '#shared/ecs/rollout/memory';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { ReleaseFacts } from '#shared/release/record';
import type { Step } from './begin.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';

export interface DeployTools extends WatchTools {
  readonly api: EcsApi;
  /** Still works when the job was cancelled. */
  readonly apiAfterCancel: EcsApi;
  readonly readLogs: LogReader;
  readonly facts: Omit<ReleaseFacts, 'imageDigest'>;
}

/** A rollout that was begun, and what it is about. */
export interface Rollout {
  readonly plan: Plan;
  readonly inputs: DeployInputs;
  readonly memory: RolloutMemory;
  readonly taskDefinitionArn: string;
  readonly step: Step;
}
