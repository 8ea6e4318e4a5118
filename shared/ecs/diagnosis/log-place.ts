import type { EcsTaskDefinition } from '../api.ts';

/** Where Amazon CloudWatch Logs keeps what a container writes. */
export interface LogPlace {
  /** Undefined: the region of this job. */
  readonly region: string | undefined;
  readonly group: string;
  readonly stream: string;
}

type Container = NonNullable<EcsTaskDefinition['containerDefinitions']>[number];

/**
 * The log stream of a container, or one sentence that says why it cannot be told. Its name is
 * `prefix/container/task id` (Amazon ECS developer guide, "awslogs log driver").
 */
export function logPlaceOf({ name = '', logConfiguration }: Container, taskId: string): LogPlace | string {
  const { logDriver, options = {} } = logConfiguration ?? {};
  if (logDriver !== 'awslogs') {
    return `Container ${name} ${logDriver === undefined ? 'has no log driver' : `logs by ${logDriver}`}; only awslogs can be read here.`;
  }
  const { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': prefix } = options;
  if (group === undefined || prefix === undefined) {
    return `Container ${name} has no awslogs-stream-prefix, so its log stream cannot be told.`;
  }
  return { region, group, stream: `${prefix}/${name}/${taskId}` };
}
