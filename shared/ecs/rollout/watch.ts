import type { ActionContext } from '#shared/action/context';
import { errorMessage, type ActionError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import type { EcsApi, ServiceRef } from '../api.ts';
import { isFailure, type TaskEnd } from '../diagnosis/task-failure.ts';
import { judge } from './judge.ts';
import type { RolloutMemory } from './memory.ts';
import { Narrator } from './narrate.ts';
import type { HealthOptions } from './observe-health.ts';
import { Observer, type Look } from './observe.ts';
import { nextWait } from './pace.ts';
import { notePhase, phaseOf, type Phase } from './phases.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';
import type { Verdict } from './verdict.ts';
import type { EventView, ServiceView } from './view.ts';

export interface WatchTools extends Pick<ActionContext, 'clock' | 'random' | 'log'> {
  readonly signal?: AbortSignal;
  /** False: somebody else gives a sign of life when nothing happens. */
  readonly heartbeat?: boolean;
}

export interface WatchOptions {
  readonly api: EcsApi;
  readonly ref: ServiceRef;
  readonly memory: RolloutMemory;
  /** Milliseconds to wait; begun anew when ECS starts to roll back, since that is another wait. */
  readonly budgetMs: number;
  /** Give up at the first task end that cannot heal, or after so many failed tasks. */
  readonly failFast: { readonly failedTasks: number } | undefined;
  /** For rollouts that wait for healthy tasks. */
  readonly health?: HealthOptions | undefined;
  /** Task ends an earlier watch of the same rollout has told of. */
  readonly knownEnds?: readonly TaskEnd[];
  /** The clock's `elapsed` at which the account of this rollout began. Default: now. */
  readonly since?: number;
}

export type Ending =
  | Verdict
  | { readonly kind: 'timed-out' }
  /** It has not failed by ECS's count yet, but it will. */
  | { readonly kind: 'doomed'; readonly reason: string }
  /** The service cannot be read any more, so how the rollout ends is not known. */
  | { readonly kind: 'lost'; readonly error: ActionError };

export interface Watched {
  readonly ending: Ending;
  readonly memory: RolloutMemory;
  /** The clock's `elapsed` at which the account began. */
  readonly startedAt: number;
  /** As last seen. */
  readonly service: ServiceView | undefined;
  /** As last seen, where it was looked at. */
  readonly serviceDeployment: ServiceDeploymentView | undefined;
  readonly ends: readonly TaskEnd[];
  /** What took how long, in order. */
  readonly phases: readonly Phase[];
  /** Since the rollout began, oldest first. */
  readonly events: readonly EventView[];
}

/**
 * Watches a rollout to its end and tells what happens: a line for every change, a heartbeat when there is none.
 * @throws the signal's reason when the job is cancelled
 */
export function watchRollout(options: WatchOptions, tools: WatchTools): Promise<Watched> {
  return new Watch(options, tools).run();
}

/** How long the answer to the last look is asked for again, when there is none at the deadline. */
const LAST_ANSWER_MS = 15_000;
const LAST_WAIT_MS = 3_000;
/** And how often at least: the SDK tries by itself, so one look may last longer than that. */
const LAST_LOOKS = 3;

class Watch {
  readonly #options: WatchOptions;
  readonly #tools: WatchTools;
  readonly #observer: Observer;
  readonly #narrator: Narrator;
  readonly #start: number;
  #memory: RolloutMemory;
  #service: ServiceView | undefined;
  #serviceDeployment: ServiceDeploymentView | undefined;
  #phases: readonly Phase[] = [];
  /** Epoch milliseconds at the clock's `elapsed` 0. */
  readonly #epoch: number;
  #changedAt: number;
  #deadline: number;
  #throttled = 0;
  #unreachable = false;
  /** Without an answer, begun after the deadline. */
  #lastLooks = 0;

  constructor(options: WatchOptions, tools: WatchTools) {
    this.#options = options;
    this.#tools = tools;
    this.#memory = options.memory;
    this.#start = this.#changedAt = tools.clock.elapsed();
    this.#epoch = tools.clock.now() - this.#start;
    this.#deadline = this.#start + options.budgetMs;
    this.#narrator = new Narrator(tools, options.since ?? this.#start);
    this.#observer = new Observer(options.api, options.ref, {
      knownEnds: options.knownEnds ?? [],
      health: options.memory.waitFor === 'healthy' ? options.health : undefined,
      onMissing: (what, error) => {
        this.#narrator.print(`watching without the ${what}: ${errorMessage(error)}`);
      },
    });
  }

  async run(): Promise<Watched> {
    const { clock, random, signal } = this.#tools;
    for (;;) {
      const begun = clock.elapsed();
      const ending = await this.#step();
      if (ending !== undefined) return this.#end(ending);
      const now = clock.elapsed();
      if (this.#isLate(begun, now)) return this.#end({ kind: 'timed-out' });
      const pace = { age: now - this.#start, sinceChange: now - this.#changedAt, throttled: this.#throttled };
      const wait = nextWait({ ...pace, random: random() });
      // The last look begins at the deadline itself.
      const most = now < this.#deadline ? this.#deadline - now : this.#unreachable ? LAST_WAIT_MS : 0;
      await clock.sleep(Math.min(wait, most), signal);
    }
  }

  /** A look that began before the deadline may show what was before it, and one without an answer shows nothing. */
  #isLate(begun: number, now: number): boolean {
    if (begun < this.#deadline) return false;
    if (!this.#unreachable) return true;
    this.#lastLooks += 1;
    return this.#lastLooks >= LAST_LOOKS && now >= this.#deadline + LAST_ANSWER_MS;
  }

  async #step(): Promise<Ending | undefined> {
    let look: Look;
    try {
      look = await this.#observer.look(this.#memory);
    } catch (error) {
      return this.#unread(error);
    }
    this.#throttled = 0;
    this.#unreachable = false;
    const before = this.#memory;
    const { memory, verdict } = judge(look, before);
    this.#memory = memory;
    this.#service = look.service ?? this.#service;
    this.#serviceDeployment = look.serviceDeployment ?? this.#serviceDeployment;
    const now = this.#tools.clock.elapsed();
    this.#phases = notePhase(this.#phases, phaseOf(look, memory), this.#epoch + now);
    if (look.changed) this.#changedAt = now;
    if (memory.rollback !== undefined && before.rollback === undefined) {
      this.#deadline = Math.max(this.#deadline, now + this.#options.budgetMs);
    }
    this.#narrator.tell(look, { memory, before, deadline: this.#deadline });
    return verdict ?? this.#doom();
  }

  /** What an answer that did not come means: nothing yet, or that none will. */
  #unread(error: unknown): Ending | undefined {
    this.#tools.signal?.throwIfAborted();
    const kind = faultKind(error);
    if (kind === 'unknown') throw error;
    if (kind === 'throttled') this.#throttled += 1;
    else if (kind !== 'transient' && kind !== 'conflict') {
      return { kind: 'lost', error: awsFailure('read the service', error) };
    }
    if (!this.#unreachable) this.#narrator.print(`Amazon ECS did not answer, asking again: ${errorMessage(error)}`);
    this.#unreachable = true;
    return undefined;
  }

  /** Whether waiting for ECS's own verdict would be lost time. */
  #doom(): Ending | undefined {
    const { failFast } = this.#options;
    const { failure, rollbackRequested, rollback } = this.#memory;
    const decided = failure !== undefined || rollbackRequested || rollback !== undefined;
    if (failFast === undefined || decided) return undefined;
    const failures = this.#observer.ends.filter(isFailure);
    const hopeless = failures.find(({ healing }) => healing === 'never');
    if (hopeless !== undefined) return { kind: 'doomed', reason: `${hopeless.what}; trying again cannot help` };
    const last = failures.at(-1);
    if (last === undefined || failures.length < failFast.failedTasks) return undefined;
    const count = failures.length === 1 ? '1 task has failed' : `${failures.length} tasks have failed`;
    return { kind: 'doomed', reason: `${count}, the last one: ${last.what}` };
  }

  async #end(ending: Ending): Promise<Watched> {
    // The task that decided may have ended after the last reading.
    if (ending.kind === 'failed' || ending.kind === 'rolled-back' || ending.kind === 'timed-out') {
      await this.#readLastEnds();
    }
    return {
      ending,
      memory: this.#memory,
      startedAt: this.#options.since ?? this.#start,
      service: this.#service,
      serviceDeployment: this.#serviceDeployment,
      ends: this.#observer.ends,
      phases: this.#phases,
      events: this.#narrator.events,
    };
  }

  async #readLastEnds(): Promise<void> {
    try {
      for (const end of await this.#observer.readEnds(this.#memory, true)) this.#narrator.tellEnd(end);
    } catch (error) {
      this.#tools.signal?.throwIfAborted();
      this.#narrator.print(`the stopped tasks could not be read: ${errorMessage(error)}`);
    }
  }
}
