import { revisionName, shortName } from '#shared/ecs/names';
import { addressOf } from '#shared/ecs/rollout/health';
import type { ServiceFacts } from './facts.ts';

/** A line for each task and each target, for the summary and the report. */
export function describeFacts({ primary, tasks, targets }: ServiceFacts): string {
  const lines = tasks.map((task) =>
    [
      `task ${shortName(task.taskArn ?? '')}`,
      revisionName(task.taskDefinitionArn ?? ''),
      task.lastStatus ?? '',
      task.healthStatus ?? '',
      addressOf(task) ?? '',
      ...(task.containers ?? []).map(({ name = '', imageDigest = 'no digest' }) => `${name}=${imageDigest}`),
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  const registered = [...targets].flatMap(([group, each]) =>
    each.map(({ id, port, state }) => `target ${id}:${port ?? ''} ${state} in ${group.split('/').at(-2) ?? group}`),
  );
  return [`PRIMARY ${revisionName(primary?.revision ?? 'none')}`, ...lines, ...registered].join('\n');
}
