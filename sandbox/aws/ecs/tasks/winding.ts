import type { SandboxClock } from '#sandbox/clock';
import type { TargetGroups } from '#sandbox/aws/target-groups';
import type { Task, TaskContainer } from '../model.ts';
import { healthOf } from './target-health.ts';
import { wallClockLimit } from '../time.ts';
import { timings } from '../timings.ts';
import { dependentsOf } from './dependencies.ts';

export interface WindingOptions {
  readonly clock: SandboxClock;
  readonly targetGroups: TargetGroups;
  /** Once aborted, nothing is waited for but the containers themselves. */
  readonly closing: AbortSignal;
}

/** The way down: DEACTIVATING (drain), STOPPING (SIGTERM), DEPROVISIONING (network interface), STOPPED. */
export class Winding {
  readonly #task: Task;
  readonly #options: WindingOptions;

  constructor(task: Task, options: WindingOptions) {
    this.#task = task;
    this.#options = options;
  }

  async down(): Promise<void> {
    const task = this.#task;
    task.lastStatus = 'DEACTIVATING';
    await this.#drain();
    task.lastStatus = 'STOPPING';
    await this.#stopAll();
    task.executionStoppedAt = this.#options.clock.now();
    task.lastStatus = 'DEPROVISIONING';
    await this.#pause(timings.deprovisioning);
    task.lastStatus = 'STOPPED';
    task.stoppedAt = this.#options.clock.now();
  }

  /** Waits for the scheduler to deregister the targets, and for the load balancer to let go of them. */
  async #drain(): Promise<void> {
    const { closing, targetGroups } = this.#options;
    while (this.#task.registration === 'registered' || this.#isTarget()) {
      if (closing.aborted) {
        this.#task.targets.forEach(({ targetGroupArn, target }) => {
          targetGroups.deregister(targetGroupArn, target);
        });
        this.#task.registration = 'deregistered';
        return;
      }
      await this.#pause(timings.drainPoll);
    }
  }

  #isTarget(): boolean {
    const { targetGroups } = this.#options;
    return this.#task.targets.some(({ targetGroupArn, target }) => healthOf(targetGroups, targetGroupArn, target));
  }

  /** Each container after those that depend on it. */
  async #stopAll(): Promise<void> {
    const stopping = new Map<TaskContainer, Promise<void>>();
    const stop = (container: TaskContainer): Promise<void> => {
      const underway = stopping.get(container) ?? this.#stop(container, dependentsOf(this.#task, container).map(stop));
      stopping.set(container, underway);
      return underway;
    };
    await Promise.all(this.#task.containers.map(stop));
  }

  async #stop(container: TaskContainer, dependents: readonly Promise<void>[]): Promise<void> {
    await Promise.all(dependents);
    const seconds = container.definition.stopTimeout;
    const stopTimeout = seconds === undefined ? timings.stopTimeout : seconds * 1000;
    try {
      const exit = await container.running?.stop(wallClockLimit(this.#options.clock, stopTimeout));
      if (exit) container.exitCode = exit.exitCode;
    } catch (error) {
      // The task goes on to STOPPED, as on AWS; the container says what went wrong.
      container.reason = `CannotStopContainerError: ${error instanceof Error ? error.message : String(error)}`;
    }
    container.status = 'STOPPED';
    // A stopped task is shown for an hour: what ran it, and what it was told, is not kept as long.
    delete container.running;
  }

  async #pause(ms: number): Promise<void> {
    const { clock, closing } = this.#options;
    try {
      await clock.sleep(ms, closing);
    } catch (error) {
      if (!closing.aborted) throw error;
    }
  }
}
