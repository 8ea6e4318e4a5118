import type { SandboxClock } from '#sandbox/clock';
import type { TargetGroups } from '#sandbox/aws/target-groups';
import type { ContainerExit, TaskRuntime } from '#sandbox/tasks/runtime';
import type { StopOrder, Task, TaskContainer } from '../model.ts';
import { timings } from '../timings.ts';
import { containerSpec, originOf, pinned } from './container-spec.ts';
import type { ContainerNeeds } from './container-spec.ts';
import { pullFailure, StartFailure, startFailure, stopOrderOf } from './failures.ts';
import { Winding } from './winding.ts';

export interface TaskListener {
  onRunning(task: Task): void;
  /** The task is to stop, whoever wanted it; told once. */
  onStopping(task: Task): void;
}

export interface TaskEngineOptions extends ContainerNeeds {
  readonly clock: SandboxClock;
  readonly runtime: TaskRuntime;
  readonly targetGroups: TargetGroups;
  readonly log: (line: string) => void;
  readonly listener: TaskListener;
}

interface Life {
  readonly control: AbortController;
  /** Rejects when the task is to stop. */
  readonly stopped: Promise<never>;
  /** Called once its targets are registered. */
  readonly activate: () => void;
  readonly activated: Promise<undefined>;
  ended: Promise<void>;
}

/** Leads each task through its life: PROVISIONING, PENDING, ACTIVATING, RUNNING, and down again to STOPPED. */
export class TaskEngine {
  readonly #options: TaskEngineOptions;
  readonly #lives = new Map<Task, Life>();
  readonly #closing = new AbortController();

  constructor(options: TaskEngineOptions) {
    this.#options = options;
  }

  launch(task: Task): void {
    const life = newLife();
    this.#lives.set(task, life);
    life.ended = this.#live(task, life).finally(() => this.#lives.delete(task));
  }

  /** Orders a task to stop; the first order counts. */
  stop(task: Task, order: StopOrder): void {
    if (task.stop) return;
    task.stop = order;
    task.stoppingAt = this.#options.clock.now();
    this.#options.listener.onStopping(task);
    this.#lives.get(task)?.control.abort(new StartFailure(order.reason));
  }

  /** The task's targets are registered: it may be called RUNNING. */
  activate(task: Task): void {
    task.registration = 'registered';
    this.#run(task);
    this.#lives.get(task)?.activate();
  }

  /** Stops every task at once, without draining, and waits until all have ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    const ended = [...this.#lives].map(([task, life]) => {
      this.stop(task, { code: 'UserInitiated', reason: 'The sandbox is closing' });
      return life.ended;
    });
    await Promise.all(ended);
  }

  async #live(task: Task, life: Life): Promise<void> {
    try {
      await this.#start(task, life);
      await life.stopped;
    } catch (error) {
      if (!task.stop) {
        if (!(error instanceof StartFailure)) this.#options.log(`task ${task.id}: ${String(error)}`);
        this.stop(task, stopOrderOf(error));
      }
    }
    await new Winding(task, { ...this.#options, closing: this.#closing.signal }).down();
  }

  async #start(task: Task, life: Life): Promise<void> {
    const { clock } = this.#options;
    const { signal } = life.control;
    await clock.sleep(timings.provisioning, signal);
    task.lastStatus = 'PENDING';
    await clock.sleep(timings.placement, signal);
    await this.#pull(task, life);
    task.lastStatus = 'ACTIVATING';
    for (const container of task.containers) await this.#startContainer(task, container, signal);
    signal.throwIfAborted(); // It may have been stopped while the last container was being started.
    if (!task.owner) {
      this.#run(task);
    } else if (task.owner.deployment.revision.settings.loadBalancers.length > 0) {
      await clock.sleep(timings.activatingBehindLoadBalancer, signal);
      task.registration = 'due';
      await Promise.race([life.activated, life.stopped]);
    } else {
      await clock.sleep(timings.activating, signal);
      this.#run(task);
    }
  }

  async #pull(task: Task, life: Life): Promise<void> {
    const { clock, runtime } = this.#options;
    task.pullStartedAt = clock.now();
    const digests = task.owner?.deployment.revision.digests;
    for (const container of task.containers) {
      const { name, image, versionConsistency } = container.definition;
      const known = versionConsistency === 'disabled' ? undefined : digests?.get(name);
      // The first task of a revision pulls by tag and settles the digest; the others start from the same image.
      container.reference = known === undefined ? image : pinned(image, known);
      containerSpec(task, container, this.#options); // Secrets and logs are looked for before anything is pulled.
      try {
        const { digest } = await Promise.race([
          runtime.pull({ image: container.reference, origin: originOf(task) }),
          life.stopped,
        ]);
        container.digest = digest;
        if (digests && !digests.has(name)) digests.set(name, digest);
      } catch (error) {
        life.control.signal.throwIfAborted();
        await clock.sleep(timings.pullRetry, life.control.signal);
        throw pullFailure(container, error);
      }
    }
    task.pullStoppedAt = clock.now();
  }

  async #startContainer(task: Task, container: TaskContainer, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const spec = containerSpec(task, container, this.#options);
    try {
      container.running = await this.#options.runtime.start(spec);
    } catch (error) {
      throw startFailure(container, error);
    }
    container.status = 'RUNNING';
    container.startedAt = this.#options.clock.now();
    void container.running.exited.then((exit) => {
      this.#exited(task, container, exit);
    });
  }

  #exited(task: Task, container: TaskContainer, exit: ContainerExit): void {
    container.status = 'STOPPED';
    container.exitCode = exit.exitCode;
    if (exit.outOfMemory) container.reason = 'OutOfMemoryError: Container killed due to memory usage';
    if (container.definition.essential) {
      this.stop(task, { code: 'EssentialContainerExited', reason: 'Essential container in task exited' });
    }
  }

  #run(task: Task): void {
    task.lastStatus = 'RUNNING';
    task.startedAt = this.#options.clock.now();
    this.#options.listener.onRunning(task);
  }
}

function newLife(): Life {
  const control = new AbortController();
  const stop = Promise.withResolvers<never>();
  stop.promise.catch(() => undefined); // It rejects also when nobody waits for it any more.
  control.signal.addEventListener('abort', () => {
    stop.reject(control.signal.reason);
  });
  const activation = Promise.withResolvers<undefined>();
  return {
    control,
    stopped: stop.promise,
    activate: () => {
      activation.resolve(undefined);
    },
    activated: activation.promise,
    ended: Promise.resolve(),
  };
}
