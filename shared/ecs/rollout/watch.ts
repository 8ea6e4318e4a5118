import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { EcsApi, ServiceRef } from '../api.ts';
import type { TaskEnd } from '../diagnosis/task-failure.ts';
import { doomOf, type Doomed, type FailFast } from './doom.ts';
import { judge } from './judge.ts';
import { LiveLog } from './live-log.ts';
import type { RolloutMemory } from './memory.ts';
import { Narrator } from './narrate.ts';
import type { HealthOptions } from './observe-health.ts';
import { Observer } from './observe.ts';
import { notePhase, phaseOf, type Phase } from './phases.ts';
import { lookUntil, type NoEnd, type Round } from './rounds.ts';
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
  readonly failFast: FailFast;
  /** Looks eagerly to the end. */
  readonly eager?: boolean | undefined;
  /** For rollouts that wait for healthy tasks. */
  readonly health?: HealthOptions | undefined;
  /** Task ends an earlier watch of the same rollout has told of. */
  readonly knownEnds?: readonly TaskEnd[];
  /** The clock's `elapsed` at which the account of this rollout began. Default: now. */
  readonly since?: number;
}

export type Ending = Verdict | Doomed | NoEnd;

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

class Watch {
  readonly #options: WatchOptions;
  readonly #tools: WatchTools;
  readonly #observer: Observer;
  readonly #live: LiveLog;
  readonly #narrator: Narrator;
  readonly #start: number;
  /** Epoch milliseconds at the clock's `elapsed` 0. */
  readonly #epoch: number;
  #memory: RolloutMemory;
  #service: ServiceView | undefined;
  #serviceDeployment: ServiceDeploymentView | undefined;
  #phases: readonly Phase[] = [];

  constructor(options: WatchOptions, tools: WatchTools) {
    this.#options = options;
    this.#tools = tools;
    this.#memory = options.memory;
    this.#start = options.since ?? tools.clock.elapsed();
    this.#epoch = tools.clock.now() - tools.clock.elapsed();
    this.#live = new LiveLog(tools, this.#start);
    this.#narrator = new Narrator(this.#live);
    this.#observer = new Observer(options.api, options.ref, {
      knownEnds: options.knownEnds ?? [],
      health: options.memory.waitFor === 'healthy' ? options.health : undefined,
      onMissing: (what, error) => {
        this.#live.print(`watching without the ${what}: ${errorMessage(error)}`);
      },
    });
  }

  async run(): Promise<Watched> {
    const ending = await lookUntil<Verdict | Doomed>(
      {
        budgetMs: this.#options.budgetMs,
        eager: this.#options.eager,
        look: (deadline) => this.#look(deadline),
        onSilence: (why) => {
          this.#live.print(`Amazon ECS did not answer, asking again: ${why}`);
        },
      },
      this.#tools,
    );
    return this.#end(ending);
  }

  async #look(deadline: number): Promise<Round<Verdict | Doomed>> {
    const { clock } = this.#tools;
    const look = await this.#observer.look(this.#memory);
    const before = this.#memory;
    const { memory, verdict } = judge(look, before);
    this.#memory = memory;
    this.#service = look.service ?? this.#service;
    this.#serviceDeployment = look.serviceDeployment ?? this.#serviceDeployment;
    this.#phases = notePhase(this.#phases, phaseOf(look, memory), this.#epoch + clock.elapsed());
    const anew = memory.rollback !== undefined && before.rollback === undefined;
    const until = anew ? Math.max(deadline, clock.elapsed() + this.#options.budgetMs) : deadline;
    this.#narrator.tell(look, { memory, before, deadline: until });
    return { ending: verdict ?? this.#doom(), changed: look.changed, anew };
  }

  /** What is being taken back already needs no other judgement. */
  #doom(): Doomed | undefined {
    const { failure, rollbackRequested, rollback } = this.#memory;
    const decided = failure !== undefined || rollbackRequested || rollback !== undefined;
    return decided ? undefined : doomOf(this.#observer.ends, this.#options.failFast);
  }

  async #end(ending: Ending): Promise<Watched> {
    // The task that decided may have ended after the last reading.
    if (ending.kind === 'failed' || ending.kind === 'rolled-back' || ending.kind === 'timed-out') {
      await this.#readLastEnds();
    }
    return {
      ending,
      memory: this.#memory,
      startedAt: this.#start,
      service: this.#service,
      serviceDeployment: this.#serviceDeployment,
      ends: this.#observer.ends,
      phases: this.#phases,
      events: this.#live.events,
    };
  }

  async #readLastEnds(): Promise<void> {
    try {
      for (const end of await this.#observer.readEnds(this.#memory, true)) this.#live.tellEnd(end);
    } catch (error) {
      this.#tools.signal?.throwIfAborted();
      this.#live.print(`the stopped tasks could not be read: ${errorMessage(error)}`);
    }
  }
}
