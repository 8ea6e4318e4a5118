import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import type { Tag } from '#shared/release/record';
import type { EcsTask } from '../api.ts';

// The SDK's type by a name of our own: what is outside shared/ecs must not import the SDK.
export type RunTaskInput = RunTaskCommandInput;

/** Why RunTask placed no task: HTTP 200 with this instead of a task (API reference, Failure). */
export interface PlacementFailure {
  readonly reason: string;
  readonly detail: string | undefined;
}

/** The calls of Amazon ECS that a one-off task needs, so that a test can stand in for AWS. */
export interface TaskApi {
  /** Not ended by a cancelled job: whether there is a task to stop must be known. */
  runTask(input: RunTaskInput): Promise<{ readonly task?: EcsTask; readonly failures: readonly PlacementFailure[] }>;
  /** Undefined while, or when, ECS answers MISSING. Rejects with the signal's reason once the job is cancelled. */
  describeTask(cluster: string, task: string): Promise<EcsTask | undefined>;
  /** Works after the job was cancelled too. `reason` is what DescribeTasks then shows. */
  stopTask(cluster: string, task: string, reason: string): Promise<void>;
  tagsOf(arn: string): Promise<readonly Tag[]>;
}
