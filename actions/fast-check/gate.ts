import type { Clock } from '#shared/action/clock';
import type { Check } from './checks.ts';
import type { Execute } from './execute.ts';
import type { BudgetMode } from './inputs.ts';
import type { Plan, Task } from './plan.ts';
import { judge, notStarted, skipped, type CheckResult, type Stop } from './result.ts';

export interface GateResult {
  /** In the order of the list. */
  readonly checks: readonly CheckResult[];
  readonly stop: Stop | undefined;
  /** True as soon as the budget has passed, whether or not that stopped anything. */
  readonly overBudget: boolean;
}

export interface GateOptions {
  readonly plan: Plan;
  readonly execute: Execute;
  readonly clock: Clock;
  /** The job's own. */
  readonly signal: AbortSignal;
  readonly limits: {
    /** What is left of the budget now. */
    readonly budgetMs: number;
    readonly budgetMode: BudgetMode;
    readonly failFast: boolean;
    readonly maxParallel: number;
  };
  readonly events: GateEvents;
}

export interface GateEvents {
  started(task: Task): void;
  ended(result: CheckResult): Promise<void>;
  budgetPassed(running: readonly string[]): void;
  /** Every 30 s in which checks run. */
  stillRunning(running: readonly { readonly name: string; readonly forMs: number }[]): void;
}

const HEARTBEAT_MS = 30_000;

/**
 * Runs the checks of a plan side by side until all have ended or one reason stops them. The first reason counts: what
 * it stops is `cancelled` or `over-budget`, never `failed`.
 */
export async function runGate(options: GateOptions): Promise<GateResult> {
  return new Gate(options).run();
}

class Gate {
  readonly #options: GateOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Map<Task, number>();
  readonly #results = new Map<Check, CheckResult>();
  #stop: Stop | undefined;
  #overBudget = false;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  async run(): Promise<GateResult> {
    const { plan, limits, signal } = this.#options;
    const cancel = (): void => {
      this.#stopFor({ kind: 'job-cancelled' });
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const timers = new AbortController();
    const watches = [this.#watchBudget(timers.signal), this.#watchProgress(timers.signal)];
    const queue = [...plan.tasks];
    const worker = async (): Promise<void> => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) await this.#runTask(task);
    };
    const workers = Array.from({ length: Math.min(limits.maxParallel, queue.length) }, worker);
    try {
      await Promise.all(workers);
    } finally {
      // After a defect in one worker the others still hold processes.
      this.#stopping.abort();
      await Promise.allSettled(workers);
      signal.removeEventListener('abort', cancel);
      timers.abort();
      await Promise.all(watches);
    }
    return { checks: this.#inOrder(), stop: this.#stop, overBudget: this.#overBudget };
  }

  async #runTask(task: Task): Promise<void> {
    const { clock, execute, events, limits } = this.#options;
    if (this.#stop !== undefined) {
      this.#results.set(task.check, notStarted(task, this.#stop));
      return;
    }
    const startedAt = clock.elapsed();
    this.#running.set(task, startedAt);
    events.started(task);
    const execution = await execute(task, this.#stopping.signal);
    this.#running.delete(task);
    const result = judge(task, { execution, durationMs: clock.elapsed() - startedAt, stop: this.#stop });
    this.#results.set(task.check, result);
    if (result.outcome === 'failed' && task.check.required && limits.failFast)
      this.#stopFor({ kind: 'check-failed', name: task.check.name });
    await events.ended(result);
  }

  #stopFor(stop: Stop): void {
    this.#stop ??= stop;
    this.#stopping.abort();
  }

  async #watchBudget(ended: AbortSignal): Promise<void> {
    const { clock, events, limits } = this.#options;
    if (!(await sleeps(clock, Math.max(0, limits.budgetMs), ended))) return;
    this.#overBudget = true;
    events.budgetPassed([...this.#running.keys()].map(({ check }) => check.name));
    if (limits.budgetMode === 'fail') this.#stopFor({ kind: 'over-budget' });
  }

  async #watchProgress(ended: AbortSignal): Promise<void> {
    const { clock, events } = this.#options;
    while (await sleeps(clock, HEARTBEAT_MS, ended)) {
      const now = clock.elapsed();
      events.stillRunning([...this.#running].map(([{ check }, since]) => ({ name: check.name, forMs: now - since })));
    }
  }

  #inOrder(): readonly CheckResult[] {
    const { skips, order } = this.#options.plan;
    for (const skip of skips) this.#results.set(skip.check, skipped(skip));
    return order.flatMap((check) => this.#results.get(check) ?? []);
  }
}

/** False when `ended` came first. */
async function sleeps(clock: Clock, ms: number, ended: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, ended);
    return true;
  } catch (error) {
    if (!ended.aborted) throw error;
    return false;
  }
}
