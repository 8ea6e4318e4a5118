import { errorMessage } from '#shared/action/errors';
import type { TaskEnd } from '../diagnosis/task-failure.ts';
import { doomOf, type Doomed, type FailFast } from '../rollout/doom.ts';
import { LiveLog } from '../rollout/live-log.ts';
import type { Phase } from '../rollout/phases.ts';
import { lookUntil, type NoEnd, type Round } from '../rollout/rounds.ts';
import { joinEvents, type EventView, type ServiceView } from '../rollout/view.ts';
import type { WatchTools } from '../rollout/watch.ts';
import { judgeDeployment, type CodeDeployVerdict } from './judge.ts';
import type { CodeDeployMemory } from './memory.ts';
import { CodeDeployObserver, type CodeDeployLook, type Watching } from './observe.ts';
import { lifecyclePhases } from './phases.ts';
import { describeCodeDeploy, describeLifecycle } from './progress.ts';

export interface CodeDeployWatchOptions extends Watching {
  readonly memory: CodeDeployMemory;
  /** Ids of the service's events from before the deployment. */
  readonly earlierEvents: ReadonlySet<string>;
  /** Milliseconds to wait; begun anew when CodeDeploy begins to roll back, since that is another wait. */
  readonly budgetMs: number;
  readonly failFast: FailFast;
  /** What an earlier watch of the same deployment has told of. */
  readonly earlier?: CodeDeployWatched | undefined;
}

export type CodeDeployEnding = CodeDeployVerdict | Doomed | NoEnd;

export interface CodeDeployWatched {
  readonly ending: CodeDeployEnding;
  readonly memory: CodeDeployMemory;
  /** The clock's `elapsed` at which the account began. */
  readonly startedAt: number;
  /** Lifecycle events whose end was told. */
  readonly told: ReadonlySet<string>;
  /** As last seen. */
  readonly service: ServiceView | undefined;
  readonly ends: readonly TaskEnd[];
  readonly phases: readonly Phase[];
  /** Events of the service since the deployment began, oldest first. */
  readonly events: readonly EventView[];
}

/**
 * Watches a deployment of AWS CodeDeploy to its end and tells what happens. A rollback is watched to its end as well.
 * @throws the signal's reason when the job is cancelled
 */
export function watchDeployment(options: CodeDeployWatchOptions, tools: WatchTools): Promise<CodeDeployWatched> {
  return new Watch(options, tools).run();
}

class Watch {
  readonly #options: CodeDeployWatchOptions;
  readonly #tools: WatchTools;
  readonly #observer: CodeDeployObserver;
  readonly #live: LiveLog;
  readonly #start: number;
  /** Lifecycle events whose end was told. */
  readonly #told: Set<string>;
  /** Events of the service that are no news. */
  readonly #earlierEvents: ReadonlySet<string>;
  #memory: CodeDeployMemory;
  #look: CodeDeployLook | undefined;

  constructor(options: CodeDeployWatchOptions, tools: WatchTools) {
    this.#options = options;
    this.#tools = tools;
    this.#memory = options.memory;
    this.#told = new Set(options.earlier?.told);
    this.#earlierEvents = new Set([...options.earlierEvents, ...(options.earlier?.events ?? []).map(({ id }) => id)]);
    this.#start = options.earlier?.startedAt ?? tools.clock.elapsed();
    this.#live = new LiveLog(tools, this.#start);
    this.#observer = new CodeDeployObserver(options, {
      knownEnds: options.earlier?.ends ?? [],
      onMissing: (what, error) => {
        this.#live.print(`watching without the ${what}: ${errorMessage(error)}`);
      },
    });
  }

  async run(): Promise<CodeDeployWatched> {
    const ending = await lookUntil<CodeDeployVerdict | Doomed>(
      {
        budgetMs: this.#options.budgetMs,
        look: (deadline) => this.#round(deadline),
        onSilence: (why) => {
          this.#live.print(`AWS did not answer, asking again: ${why}`);
        },
      },
      this.#tools,
    );
    return this.#end(ending);
  }

  async #round(deadline: number): Promise<Round<CodeDeployVerdict | Doomed>> {
    const before = this.#memory;
    const look = await this.#observer.look(before);
    if (look === undefined) return { ending: undefined, changed: false };
    const { memory, verdict } = judgeDeployment(look, before);
    this.#memory = memory;
    this.#look = { ...look, target: look.target ?? this.#look?.target, service: look.service ?? this.#look?.service };
    const anew = memory.rollbackId !== undefined && before.rollbackId === undefined;
    this.#tell(look, { before, deadline: anew ? deadline + this.#options.budgetMs : deadline });
    return { ending: verdict ?? this.#doom(), changed: look.changed, anew };
  }

  #tell(look: CodeDeployLook, { before, deadline }: { readonly before: CodeDeployMemory; readonly deadline: number }) {
    this.#live.tellEvents((look.service?.events ?? []).filter(({ id }) => !this.#earlierEvents.has(id)));
    for (const event of look.target?.events ?? []) {
      const ended = event.status === 'Succeeded' || event.status === 'Failed';
      if (!ended || this.#told.has(event.name)) continue;
      this.#told.add(event.name);
      this.#live.print(describeLifecycle(event));
    }
    for (const end of look.newEnds) this.#live.tellEnd(end);
    const { rollbackId, failure } = this.#memory;
    if (rollbackId !== undefined && before.rollbackId === undefined) {
      this.#live.print(
        `CodeDeploy rolls back with deployment ${rollbackId}: ${failure ?? 'the deployment was taken back'}`,
      );
    }
    this.#live.progress(describeCodeDeploy(look), deadline);
  }

  /** What is being taken back already needs no other judgement. */
  #doom(): Doomed | undefined {
    const { failure, rollbackRequested, rollbackId } = this.#memory;
    const decided = failure !== undefined || rollbackRequested || rollbackId !== undefined;
    return decided ? undefined : doomOf(this.#observer.ends, this.#options.failFast);
  }

  async #end(ending: CodeDeployEnding): Promise<CodeDeployWatched> {
    // The task that decided may have ended after the last reading.
    if (ending.kind === 'failed' || ending.kind === 'rolled-back' || ending.kind === 'timed-out') {
      await this.#readLastEnds();
    }
    return {
      ending,
      memory: this.#memory,
      startedAt: this.#start,
      told: this.#told,
      service: this.#look?.service,
      ends: this.#observer.ends,
      phases: this.#look === undefined ? [] : lifecyclePhases(this.#look, this.#tools.clock.now()),
      events: joinEvents(this.#options.earlier?.events ?? [], this.#live.events),
    };
  }

  async #readLastEnds(): Promise<void> {
    try {
      for (const end of await this.#observer.readEnds(this.#memory)) this.#live.tellEnd(end);
    } catch (error) {
      this.#tools.signal?.throwIfAborted();
      this.#live.print(`the stopped tasks could not be read: ${errorMessage(error)}`);
    }
  }
}
