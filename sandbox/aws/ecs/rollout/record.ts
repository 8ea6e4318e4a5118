import type { SandboxClock } from '#sandbox/clock';
import type { Task } from '../model.ts';
import { fromNow } from '../time.ts';
import { timings } from '../timings.ts';
import { launchBackOff } from './breaker.ts';

/** A task reached RUNNING: launches are no longer held back, and the breaker now counts health failures only. */
export function recordRunning(task: Task): void {
  const deployment = task.owner?.deployment;
  if (!deployment) return;
  deployment.reachedRunning = true;
  deployment.startFailures = 0;
}

/**
 * A task that never reached RUNNING failed by itself.
 * @returns whether launches of its deployment are held back now
 */
export function recordStartFailure(task: Task, clock: SandboxClock): boolean {
  const deployment = task.owner?.deployment;
  if (!deployment) return false;
  deployment.failedTasks += 1;
  // The breaker's first stage: it ends with the first task that runs.
  if (!deployment.reachedRunning) deployment.failureCount += 1;
  deployment.startFailures += 1;
  const wait = launchBackOff(deployment.startFailures, timings.launchBackOff);
  deployment.launchableAt = fromNow(clock, wait);
  return wait > 0;
}

/** A health check failed a running task: the breaker's second stage. */
export function recordHealthFailure(task: Task): void {
  const deployment = task.owner?.deployment;
  if (!deployment) return;
  deployment.failedTasks += 1;
  deployment.failureCount += 1;
}

/** A task was seen healthy for the first time. */
export function recordHealthy(task: Task): void {
  task.seenHealthy = true;
  const deployment = task.owner?.deployment;
  if (!deployment) return;
  deployment.failedTasks = 0;
  if (task.owner.service.settings.deploymentConfiguration.breaker.resetOnHealthyTask) deployment.failureCount = 0;
}

/** Did the task fail before it ran, for a reason of its own? */
export function failedToStart(task: Task): boolean {
  return (
    task.startedAt === undefined &&
    (task.stop?.code === 'TaskFailedToStart' || task.stop?.code === 'EssentialContainerExited')
  );
}
