import type { ActionContext } from '#shared/action/context';
import { errorMessage, type ActionError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import { formatDuration } from '#shared/text/duration';
import type { EcsApi, ServiceRef } from '../api.ts';
import { isFailure, type TaskEnd } from '../diagnosis/task-failure.ts';
import { revisionName } from '../names.ts';
import { judge, type Verdict } from './judge.ts';
import { eventsSince, type RolloutMemory } from './memory.ts';
import { Observer, type Look } from './observe.ts';
import { nextWait } from './pace.ts';
import { describeEvent, describeProgress } from './progress.ts';
import type { EventView, ServiceView } from './view.ts';

export type WatchTools = Pick<ActionContext, 'clock' | 'random' | 'log'> & { readonly signal?: AbortSignal };

export interface WatchOptions {
  readonly api: EcsApi;
  readonly ref: ServiceRef;
  readonly memory: RolloutMemory;
  /** Milliseconds to wait; begun anew when ECS starts to roll back, since that is another wait. */
  readonly budgetMs: number;
  /** Give up at the first task end that cannot heal, or after so many failed tasks. */
  readonly failFast: { readonly failedTasks: number } | undefined;
  /** Task ends an earlier watch of the same rollout has told of. */
  readonly knownEnds?: readonly TaskEnd[];
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
  /** As last seen. */
  readonly service: ServiceView | undefined;
  readonly ends: readonly TaskEnd[];
  /** Since the rollout began, oldest first. */
  readonly events: readonly EventView[];
}

const HEARTBEAT_MS = 30_000;

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
  readonly #start: number;
  #memory: RolloutMemory;
  #service: ServiceView | undefined;
  #events: readonly EventView[] = [];
  #progress = '';
  #changedAt: number;
  #printedAt: number;
  #deadline: number;
  #throttled = 0;
  #unreachable = false;

  constructor(options: WatchOptions, tools: WatchTools) {
    this.#options = options;
    this.#tools = tools;
    this.#memory = options.memory;
    this.#start = this.#changedAt = this.#printedAt = tools.clock.elapsed();
    this.#deadline = this.#start + options.budgetMs;
    this.#observer = new Observer(options.api, options.ref, {
      knownEnds: options.knownEnds ?? [],
      onMissing: (what, error) => {
        this.#print(`Watching without the ${what}: ${errorMessage(error)}`);
      },
    });
  }

  async run(): Promise<Watched> {
    const { clock, random, signal } = this.#tools;
    for (;;) {
      const ending = await this.#step();
      if (ending !== undefined) return this.#end(ending);
      const now = clock.elapsed();
      // Not before this look: the last one is made at the deadline itself.
      if (now >= this.#deadline) return this.#end({ kind: 'timed-out' });
      const pace = { age: now - this.#start, sinceChange: now - this.#changedAt, throttled: this.#throttled };
      await clock.sleep(Math.min(nextWait({ ...pace, random: random() }), this.#deadline - now), signal);
    }
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
    this.#tell(look, before);
    return verdict ?? this.#doom();
  }

  /** What an answer that did not come means: nothing yet, or that none will. */
  #unread(error: unknown): Ending | undefined {
    this.#tools.signal?.throwIfAborted();
    const kind = faultKind(error);
    if (kind === 'unknown') throw error;
    if (kind === 'throttled') this.#throttled += 1;
    else if (kind !== 'transient' && kind !== 'conflict')
      return { kind: 'lost', error: awsFailure('read the service', error) };
    if (!this.#unreachable) this.#print(`Amazon ECS did not answer, asking again: ${errorMessage(error)}`);
    this.#unreachable = true;
    return undefined;
  }

  #doom(): Ending | undefined {
    const { failFast } = this.#options;
    const { failure, rollbackRequested, rollback } = this.#memory;
    if (failFast === undefined || failure !== undefined || rollbackRequested || rollback !== undefined)
      return undefined;
    const failures = this.#observer.ends.filter(isFailure);
    const hopeless = failures.find(({ healing }) => healing === 'never');
    if (hopeless !== undefined) return { kind: 'doomed', reason: `${hopeless.what}; trying again cannot help` };
    const last = failures.at(-1);
    if (last === undefined || failures.length < failFast.failedTasks) return undefined;
    const count = failures.length === 1 ? '1 task has failed' : `${failures.length} tasks have failed`;
    return { kind: 'doomed', reason: `${count}, the last one: ${last.what}` };
  }

  #tell({ service, serviceDeployment, changed, newEnds }: Look, before: RolloutMemory): void {
    const now = this.#tools.clock.elapsed();
    if (changed) this.#changedAt = now;
    if (service === undefined) return;
    this.#tellEvents(service);
    for (const end of newEnds) this.#tellEnd(end);
    this.#tellTurns(before);
    const progress = describeProgress(service, this.#memory, serviceDeployment?.breaker);
    if (progress !== this.#progress) this.#print(progress);
    else if (now - this.#printedAt >= HEARTBEAT_MS) {
      this.#print(`still waiting, at most until ${formatDuration(this.#deadline - this.#start)}; ${progress}`);
    }
    this.#progress = progress;
  }

  #tellEvents(service: ServiceView): void {
    const known = new Set(this.#events.map(({ id }) => id));
    const fresh = eventsSince(this.#options.memory, service).filter(({ id }) => !known.has(id));
    this.#events = [...this.#events, ...fresh];
    for (const { message } of fresh) this.#print(`ECS: ${describeEvent(message)}`);
  }

  #tellEnd(end: TaskEnd): void {
    const verb = isFailure(end) ? 'failed' : 'ended';
    this.#print(`task ${end.taskId} ${verb}: ${end.what}`);
    if (end.likely !== undefined && isFailure(end)) this.#print(`  likely cause: ${end.likely}`);
  }

  #tellTurns(before: RolloutMemory): void {
    const { deploymentId, rollback, failure } = this.#memory;
    if (deploymentId !== before.deploymentId)
      this.#print(`the same revision was sent again; following ${deploymentId} from now on`);
    if (rollback === undefined || rollback.deploymentId === before.rollback?.deploymentId) return;
    this.#print(
      `rolling back to ${revisionName(rollback.taskDefinition)} (${rollback.deploymentId}): ${failure ?? ''}`,
    );
    this.#deadline = Math.max(this.#deadline, this.#tools.clock.elapsed() + this.#options.budgetMs);
  }

  #print(line: string): void {
    const { clock, log } = this.#tools;
    this.#printedAt = clock.elapsed();
    log.info(`${`+${formatDuration(this.#printedAt - this.#start)}`.padEnd(8)}  ${line}`);
  }

  async #end(ending: Ending): Promise<Watched> {
    // The task that decided may have ended after the last reading.
    if (ending.kind === 'failed' || ending.kind === 'rolled-back' || ending.kind === 'timed-out') {
      await this.#readLastEnds();
    }
    return { ending, memory: this.#memory, service: this.#service, ends: this.#observer.ends, events: this.#events };
  }

  async #readLastEnds(): Promise<void> {
    try {
      for (const end of await this.#observer.readEnds(this.#memory, true)) this.#tellEnd(end);
    } catch (error) {
      this.#tools.signal?.throwIfAborted();
      this.#print(`The stopped tasks could not be read: ${errorMessage(error)}`);
    }
  }
}
