import type { SandboxClock } from '#sandbox/clock';
import type { Task, TaskContainer } from '../model.ts';
import { elapsed } from '../time.ts';
import { timings } from '../timings.ts';

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/**
 * The sandbox does not run the command of a health check: it passes once the start period, and the first interval, are over,
 * unless the container has ended.
 */
export function containerHealth(container: TaskContainer, clock: SandboxClock): HealthStatus {
  const check = container.definition.healthCheck;
  if (!check || container.startedAt === undefined) return 'UNKNOWN';
  if (container.status === 'STOPPED') return 'UNHEALTHY';
  const interval = check.interval === undefined ? timings.healthCheckInterval : check.interval * 1000;
  const wait = Math.max((check.startPeriod ?? 0) * 1000, interval);
  return elapsed(clock, container.startedAt) >= wait ? 'HEALTHY' : 'UNKNOWN';
}

/** A task is as healthy as its essential containers that have a health check; without any, nothing is known of it. */
export function taskHealth(task: Task, clock: SandboxClock): HealthStatus {
  const known = checked(task).map((container) => containerHealth(container, clock));
  if (known.includes('UNHEALTHY')) return 'UNHEALTHY';
  return known.length > 0 && known.every((status) => status === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

export function hasHealthCheck(task: Task): boolean {
  return checked(task).length > 0;
}

function checked(task: Task): readonly TaskContainer[] {
  return task.containers.filter(({ definition }) => definition.essential && definition.healthCheck !== undefined);
}
