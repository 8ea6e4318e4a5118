import { errorMessage, type ActionError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import { formatDuration } from '#shared/text/duration';
import type { EcsTask } from '../api.ts';
import { nextWait } from '../rollout/pace.ts';
import type { WatchTools } from '../rollout/watch.ts';
import type { TaskApi } from './api.ts';
import { judge, type OneOffMemory, type OneOffShape, type OneOffVerdict } from './judge.ts';
import type { LogFollower } from './log-follower.ts';

export interface OneOffWatch {
  readonly api: Pick<TaskApi, 'describeTask'>;
  readonly cluster: string;
  readonly taskArn: string;
  readonly shape: OneOffShape;
  /** The clock's `elapsed` at which waiting ends. */
  readonly deadline: number;
  /** Undefined: nothing of its log can be read. */
  readonly follower: LogFollower | undefined;
}

export type OneOffEnd =
  | OneOffVerdict
  | { readonly kind: 'timed-out' }
  /** The task cannot be read any more, so how it ends is not known. */
  | { readonly kind: 'lost'; readonly error: ActionError };

export interface OneOffWatched {
  readonly end: OneOffEnd;
  /** As last seen. */
  readonly task: EcsTask | undefined;
}

const HEARTBEAT_MS = 30_000;
/** What a program wrote as it ended reaches CloudWatch Logs some seconds later. */
const LOG_READS = 3;
const BETWEEN_LOG_READS_MS = 1_500;
/** DescribeTasks may not know a task at once; it knows a stopped one for about an hour. */
const UNKNOWN_FOR_MS = 60_000;

/**
 * Watches a one-off task to its end, tells its states and what its container writes.
 * @throws the signal's reason when the job is cancelled
 */
export function watchOneOff(watch: OneOffWatch, tools: WatchTools): Promise<OneOffWatched> {
  return new Watch(watch, tools).run();
}

class Watch {
  readonly #watch: OneOffWatch;
  readonly #tools: WatchTools;
  readonly #start: number;
  #memory: OneOffMemory = {};
  #task: EcsTask | undefined;
  #status = '';
  #lines = 0;
  #changedAt: number;
  #printedAt: number;
  #throttled = 0;
  #unreachable = false;
  #unknownSince: number | undefined;

  constructor(watch: OneOffWatch, tools: WatchTools) {
    this.#watch = watch;
    this.#tools = tools;
    this.#start = this.#changedAt = this.#printedAt = tools.clock.elapsed();
  }

  async run(): Promise<OneOffWatched> {
    const { clock, random, signal } = this.#tools;
    const { deadline, follower } = this.#watch;
    for (;;) {
      const [end] = await Promise.all([this.#look(), follower?.read(signal)]);
      const now = clock.elapsed();
      // Not before this look: the last one is made at the deadline itself.
      const ending = end ?? (now >= deadline ? ({ kind: 'timed-out' } as const) : undefined);
      if (ending !== undefined) {
        await this.#readLastLines(ending);
        return { end: ending, task: this.#task };
      }
      this.#beat(now);
      const pace = { age: now - this.#start, sinceChange: now - this.#changedAt, throttled: this.#throttled };
      await clock.sleep(Math.min(nextWait({ ...pace, random: random() }), deadline - now), signal);
    }
  }

  async #look(): Promise<OneOffEnd | undefined> {
    const { api, cluster, taskArn, shape } = this.#watch;
    let task: EcsTask | undefined;
    try {
      task = await api.describeTask(cluster, taskArn);
    } catch (error) {
      return this.#unread(error);
    }
    this.#throttled = 0;
    this.#unreachable = false;
    if (task === undefined) return this.#unknown();
    this.#unknownSince = undefined;
    this.#task = task;
    this.#tell(task);
    const { memory, verdict } = judge(task, shape, this.#memory);
    this.#memory = memory;
    return verdict;
  }

  #unknown(): OneOffEnd | undefined {
    const now = this.#tools.clock.elapsed();
    this.#unknownSince ??= now;
    if (now - this.#unknownSince < UNKNOWN_FOR_MS) return undefined;
    return { kind: 'lost', error: awsFailure('read the task', new Error('Amazon ECS does not know it (MISSING).')) };
  }

  /** What an answer that did not come means: nothing yet, or that none will. */
  #unread(error: unknown): OneOffEnd | undefined {
    this.#tools.signal?.throwIfAborted();
    const kind = faultKind(error);
    if (kind === 'unknown') throw error;
    if (kind === 'throttled') this.#throttled += 1;
    else if (kind !== 'transient' && kind !== 'conflict') {
      return { kind: 'lost', error: awsFailure('read the task', error) };
    }
    if (!this.#unreachable) this.#print(`Amazon ECS did not answer, asking again: ${errorMessage(error)}`);
    this.#unreachable = true;
    return undefined;
  }

  #tell({ lastStatus = '' }: EcsTask): void {
    if (lastStatus === this.#status) return;
    this.#status = lastStatus;
    this.#changedAt = this.#tools.clock.elapsed();
    this.#print(`task: ${lastStatus}`);
  }

  /** Lines of the container are a sign of life too. */
  #beat(now: number): void {
    const lines = this.#watch.follower?.lines ?? 0;
    if (lines !== this.#lines) this.#printedAt = this.#changedAt = now;
    this.#lines = lines;
    if (now - this.#printedAt < HEARTBEAT_MS) return;
    this.#print(`still ${this.#status || 'starting'}; stopped in ${formatDuration(this.#watch.deadline - now)}`);
  }

  async #readLastLines(end: OneOffEnd): Promise<void> {
    const { follower } = this.#watch;
    const { clock, signal } = this.#tools;
    const started = end.kind !== 'failed' || end.exitCode !== undefined;
    if (follower === undefined || !started) return;
    await follower.read(signal);
    for (let read = 1; read < LOG_READS; read += 1) {
      const { lines } = follower;
      // A command that passed and has written something needs no patience: the service waits for it.
      if (end.kind === 'passed' && lines > 0) return;
      await clock.sleep(BETWEEN_LOG_READS_MS, signal);
      await follower.read(signal);
      if (lines > 0 && follower.lines === lines) return;
    }
  }

  #print(line: string): void {
    const now = this.#tools.clock.elapsed();
    this.#printedAt = now;
    this.#tools.log.info(`${`+${formatDuration(now - this.#start)}`.padEnd(8)}  ${line}`);
  }
}
