import type { SandboxClock } from '#sandbox/clock';
import type { RoleTrust } from '#sandbox/aws/role-trust';
import type { TargetGroups } from '#sandbox/aws/target-groups';
import type { TaskRuntime } from '#sandbox/tasks/runtime';
import type { StopOrder, Task, TaskContainer } from '../model.ts';
import { timings } from '../timings.ts';
import { assumeRoles } from './roles.ts';
import type { ContainerNeeds } from './container-spec.ts';
import { StartFailure, stopOrderOf } from './failures.ts';
import { interruptions } from './interruptions.ts';
import type { Interruption } from './interruptions.ts';
import { launchContainers } from './launch.ts';
import { pullImages } from './pull.ts';
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
  /** Whom the roles of tasks trust. */
  readonly roles: RoleTrust;
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

  /** AWS takes the ground from under a task. */
  interrupt(task: Task, kind: Interruption): void {
    this.stop(task, interruptions[kind]);
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
      this.#failed(task, error);
    }
    await new Winding(task, { ...this.#options, closing: this.#closing.signal }).down();
  }

  async #start(task: Task, life: Life): Promise<void> {
    const { clock } = this.#options;
    const { signal } = life.control;
    await clock.sleep(timings.provisioning, signal);
    task.lastStatus = 'PENDING';
    await clock.sleep(timings.placement, signal);
    assumeRoles(task, this.#options.roles);
    await pullImages(task, { ...this.#options, signal, stopped: life.stopped });
    task.lastStatus = 'ACTIVATING';
    await launchContainers(task, {
      ...this.#options,
      signal,
      onEnded: (container) => {
        this.#ended(task, container);
      },
      onFailed: (error) => {
        this.#failed(task, error);
      },
    });
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

  /** An essential container that ends takes the task with it. */
  #ended(task: Task, { definition }: TaskContainer): void {
    if (!definition.essential) return;
    this.stop(task, { code: 'EssentialContainerExited', reason: 'Essential container in task exited' });
  }

  #failed(task: Task, error: unknown): void {
    if (task.stop) return;
    if (!(error instanceof StartFailure)) this.#options.log(`task ${task.id}: ${String(error)}`);
    this.stop(task, stopOrderOf(error));
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
