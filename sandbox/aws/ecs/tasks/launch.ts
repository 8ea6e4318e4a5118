import type { SandboxClock } from '#sandbox/clock';
import type { ContainerExit, TaskRuntime } from '#sandbox/tasks/runtime';
import type { Task, TaskContainer } from '../model.ts';
import { timings } from '../timings.ts';
import { containerSpec } from './container-spec.ts';
import type { ContainerNeeds } from './container-spec.ts';
import { standing } from './dependencies.ts';
import { startFailure } from './failures.ts';
import { monitorHealth } from './health-monitor.ts';

export interface LaunchOptions extends ContainerNeeds {
  readonly clock: SandboxClock;
  readonly runtime: TaskRuntime;
  readonly log: (line: string) => void;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
  /** A container has ended, or will never start. */
  readonly onEnded: (container: TaskContainer) => void;
  /** A container could not be started: the task is to stop. */
  readonly onFailed: (error: unknown) => void;
}

/** The exit code a container has that was never started, because what it depends on cannot come. */
const neverStarted = 143;

/**
 * Starts the containers of a task, each as soon as what it depends on is there.
 * @throws what kept a container from starting, once no other is being started any more
 */
export async function launchContainers(task: Task, options: LaunchOptions): Promise<void> {
  const launched = await Promise.allSettled(
    task.containers.map(async (container) => {
      try {
        if (await mayStart(task, container, options)) await start(task, container, options);
      } catch (error) {
        options.onFailed(error);
        throw error;
      }
    }),
  );
  const failed = launched.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Waits for its dependencies. False: they will never be there, and the container is STOPPED. */
async function mayStart(task: Task, container: TaskContainer, options: LaunchOptions): Promise<boolean> {
  const { clock, onEnded, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    const present = standing(task, container, clock);
    if (present.kind === 'met') return true;
    if (present.kind === 'never') {
      container.status = 'STOPPED';
      container.exitCode = neverStarted;
      container.reason = present.reason;
      onEnded(container);
      return false;
    }
    await clock.sleep(timings.dependencyPoll, signal);
  }
}

async function start(task: Task, container: TaskContainer, options: LaunchOptions): Promise<void> {
  const { clock, log, runtime, signal } = options;
  const spec = containerSpec(task, container, options);
  try {
    container.running = await runtime.start(spec);
  } catch (error) {
    throw startFailure(container, error);
  }
  container.status = 'RUNNING';
  container.startedAt = clock.now();
  const ended = new AbortController();
  void container.running.exited.then((exit) => {
    ended.abort();
    noteExit(container, exit);
    options.onEnded(container);
  });
  const watched = AbortSignal.any([signal, ended.signal]);
  monitorHealth(container, container.running, { clock, signal: watched }).catch((error: unknown) => {
    log(`task ${task.id}: the health check of ${container.definition.name} failed: ${String(error)}`);
  });
}

function noteExit(container: TaskContainer, exit: ContainerExit): void {
  container.status = 'STOPPED';
  container.exitCode = exit.exitCode;
  if (exit.outOfMemory) container.reason = 'OutOfMemoryError: Container killed due to memory usage';
}
