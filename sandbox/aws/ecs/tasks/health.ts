import type { Task, TaskContainer } from '../model.ts';

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/** What the container's health checks have found; UNKNOWN without any, and until the first verdict. */
export function containerHealth(container: TaskContainer): HealthStatus {
  return container.health ?? 'UNKNOWN';
}

/** A task is as healthy as its essential containers that have a health check; without any, nothing is known of it. */
export function taskHealth(task: Task): HealthStatus {
  const known = checked(task).map(containerHealth);
  if (known.includes('UNHEALTHY')) return 'UNHEALTHY';
  return known.length > 0 && known.every((status) => status === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

export function hasHealthCheck(task: Task): boolean {
  return checked(task).length > 0;
}

function checked(task: Task): readonly TaskContainer[] {
  return task.containers.filter(({ definition }) => definition.essential && definition.healthCheck !== undefined);
}
