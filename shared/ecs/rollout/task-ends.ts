import type { EcsApi, EcsTask, ServiceRef } from '../api.ts';
import { readTaskEnd, type TaskEnd } from '../diagnosis/task-failure.ts';
import type { OptionalReads } from './optional-reads.ts';

/**
 * Ends of the tasks of one deployment. ECS is asked for stopped tasks only while something is open: after a change, and
 * until it has said why each task ended.
 */
export class TaskEnds {
  readonly #api: Pick<EcsApi, 'stoppedTasks'>;
  readonly #ref: ServiceRef;
  readonly #optional: OptionalReads;
  readonly #known: Map<string, TaskEnd>;
  #open = false;

  /** @param options.known ends that were read before; they are no news */
  constructor(
    api: Pick<EcsApi, 'stoppedTasks'>,
    ref: ServiceRef,
    options: { readonly known: readonly TaskEnd[]; readonly optional: OptionalReads },
  ) {
    this.#api = api;
    this.#ref = ref;
    this.#optional = options.optional;
    this.#known = new Map(options.known.map((end) => [end.taskId, end]));
  }

  /** As far as they were read. */
  get all(): readonly TaskEnd[] {
    return [...this.#known.values()];
  }

  /** Something changed, so a task may have ended. */
  open(): void {
    this.#open = true;
  }

  /**
   * Ends that were not known before; `always` asks in any case.
   * @param deploymentId what the tasks were started by
   */
  async read(deploymentId: string, always = false): Promise<readonly TaskEnd[]> {
    if (!this.#open && !always) return [];
    const tasks = await this.#optional.read('tasks', () => this.#api.stoppedTasks(this.#ref));
    if (tasks === undefined) return [];
    const ours = tasks.filter(({ startedBy }) => startedBy === deploymentId);
    this.#open = !ours.every(isTold);
    const fresh = ours
      .filter(isTold)
      .map(readTaskEnd)
      .filter(({ taskId }) => !this.#known.has(taskId));
    for (const end of fresh) this.#known.set(end.taskId, end);
    return fresh;
  }
}

/** Then the container has the reason, or will. */
const NO_REASON = /^(?:Task failed to start\.?)?$/i;

/**
 * Whether ECS has said already why a task stops; the exit codes come a moment later than the wish to stop it. A task that
 * could not start has none to come, but takes its time from DEPROVISIONING to STOPPED: about ten seconds on Fargate.
 */
function isTold(task: EcsTask): boolean {
  if (task.lastStatus === 'STOPPED') return true;
  const { containers = [], stopCode, stoppedReason = '' } = task;
  if (stopCode === 'TaskFailedToStart' && !NO_REASON.test(stoppedReason)) return true;
  return (
    stopCode !== undefined && containers.some(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined)
  );
}
