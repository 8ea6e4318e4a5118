import type { Clock } from '#shared/action/clock';
import type { CallBudget } from '#shared/aws/call-budget';

export interface BatchOptions<Value> {
  readonly clock: Clock;
  /** Milliseconds for which the first question of a batch waits for others. */
  readonly windowMs: number;
  /** How often it may be asked; meanwhile batches fill. Default: at once. */
  readonly budget?: CallBudget | undefined;
  /** Ends the gathering. */
  readonly signal?: AbortSignal | undefined;
  /** Questions that one call takes. */
  readonly most: number;
  /** Asks for all at once; what does not exist is not among the answers. */
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
}

type Batch<Value> = Map<string, PromiseWithResolvers<Value | undefined>>;

/**
 * Gathers questions that come within a short time, and asks them in one call. A call that fails fails for all of its
 * batch: whose question was to blame, AWS does not say.
 */
export class Batches<Value> {
  readonly #options: BatchOptions<Value>;
  /** Those not asked yet; only the last one may have room. */
  readonly #waiting: Batch<Value>[] = [];

  constructor(options: BatchOptions<Value>) {
    this.#options = options;
  }

  /** Undefined when it does not exist. */
  ask(key: string): Promise<Value | undefined> {
    const known = this.#waiting.find((batch) => batch.has(key));
    const batch = known ?? this.#withRoom();
    const answer = batch.get(key) ?? Promise.withResolvers<Value | undefined>();
    batch.set(key, answer);
    return answer.promise;
  }

  #withRoom(): Batch<Value> {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.size < this.#options.most) return last;
    const batch: Batch<Value> = new Map();
    this.#waiting.push(batch);
    void this.#sendLater();
    return batch;
  }

  /** Each batch has its turn: whichever has waited longest is sent. */
  async #sendLater(): Promise<void> {
    const { clock, windowMs, budget, signal } = this.#options;
    // A cancelled job has no time to wait; the call itself says then that it was cancelled.
    await clock.sleep(Math.max(windowMs, budget?.take() ?? 0), signal).catch(() => undefined);
    const batch = this.#waiting.shift();
    if (batch !== undefined) await this.#send(batch);
  }

  async #send(batch: Batch<Value>): Promise<void> {
    try {
      const answers = await this.#options.read([...batch.keys()]);
      for (const [key, { resolve }] of batch) resolve(answers.get(key));
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }
}
