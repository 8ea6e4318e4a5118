import type { TaskRuntime } from '#sandbox/tasks/runtime';
import type { SandboxClock } from '#sandbox/clock';
import type { Task, TaskContainer } from '../model.ts';
import { timings } from '../timings.ts';
import { containerSpec, originOf, pinned, platformOf } from './container-spec.ts';
import type { ContainerNeeds } from './container-spec.ts';
import { pullFailure } from './failures.ts';

export interface PullOptions extends ContainerNeeds {
  readonly clock: SandboxClock;
  readonly runtime: TaskRuntime;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
  /** Rejects when the task is to stop. */
  readonly stopped: Promise<never>;
}

/**
 * Pulls the images of a task, one after the other, and notes which digest each reference stood for.
 * @throws StartFailure when one cannot be pulled, after ECS's retries; the signal's reason when the task is to stop
 */
export async function pullImages(task: Task, options: PullOptions): Promise<void> {
  const { clock } = options;
  task.pullStartedAt = clock.now();
  // Secrets and log groups are looked for before anything is pulled.
  for (const container of task.containers) containerSpec(task, container, options);
  for (const container of task.containers) await pullImage(task, container, options);
  task.pullStoppedAt = clock.now();
}

async function pullImage(task: Task, container: TaskContainer, options: PullOptions): Promise<void> {
  const { clock, runtime, signal, stopped } = options;
  const digests = task.owner?.deployment.revision.digests;
  const { name, image, versionConsistency } = container.definition;
  const known = versionConsistency === 'disabled' ? undefined : digests?.get(name);
  // The first task of a revision pulls by tag and settles the digest; the others start from the same image.
  container.reference = known === undefined ? image : pinned(image, known);
  const request = { image: container.reference, origin: originOf(task), ...platformOf(task) };
  try {
    const { digest } = await Promise.race([runtime.pull(request), stopped]);
    container.digest = digest;
    if (digests && !digests.has(name)) digests.set(name, digest);
  } catch (error) {
    signal.throwIfAborted();
    await clock.sleep(timings.pullRetry, signal);
    throw pullFailure(container, error);
  }
}
