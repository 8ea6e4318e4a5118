import type { TaskDefinitionInput } from '../api.ts';

export type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];

/** What a patch met that somebody should know or has to change. Sentences. */
export interface Findings {
  readonly notes: string[];
  readonly problems: string[];
}

/** What a deployment changes in the task definition it starts from. Absent members change nothing. */
export interface TaskDefinitionPatch {
  /** The container the patches below are for; may be left out where there is only one. */
  readonly containerName?: string | undefined;
  readonly image?: string | undefined;
  /** Container name to image. */
  readonly images?: ReadonlyMap<string, string>;
  readonly environment?: ReadonlyMap<string, string>;
  readonly removeEnvironment?: readonly string[];
  /** Name to `valueFrom`: the ARN of a secret or parameter. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** ARNs of files in S3; they take the place of those there were. */
  readonly environmentFiles?: readonly string[];
  readonly dockerLabels?: ReadonlyMap<string, string>;
  /** Such as `awslogs`. */
  readonly logDriver?: string | undefined;
  readonly logOptions?: ReadonlyMap<string, string>;
  readonly command?: readonly string[] | undefined;
  /** Of the task. CPU units, or vCPU as in `1 vCPU`. */
  readonly cpu?: string | undefined;
  /** Of the task. MiB, or GB as in `2 GB`. */
  readonly memory?: string | undefined;
  readonly executionRoleArn?: string | undefined;
  readonly taskRoleArn?: string | undefined;
  readonly architecture?: 'X86_64' | 'ARM64' | undefined;
}
